package io.towpath.routing.rib;

/** What became of a candidate. */
public enum Outcome {
  /** Used for forwarding. */
  ACTIVE,
  /** Kept and shown, not used. */
  INVALID,
  /** As if it were not there; kept for explanations only. */
  ABSENT
}
