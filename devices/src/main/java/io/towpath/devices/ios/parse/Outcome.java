package io.towpath.devices.ios.parse;

/** What a mode says about a line. */
enum Outcome {
  /** The line belongs to this mode and was taken, or has no consequence for routing. */
  UNDERSTOOD,
  /** The line belongs to this mode and is not modelled, or its values make no sense. */
  UNSUPPORTED,
  /** The grammar of this mode does not know the line. */
  UNKNOWN;

  /** {@link #UNDERSTOOD} if {@code accepted}, else {@link #UNSUPPORTED}. */
  static Outcome of(boolean accepted) {
    return accepted ? UNDERSTOOD : UNSUPPORTED;
  }
}
