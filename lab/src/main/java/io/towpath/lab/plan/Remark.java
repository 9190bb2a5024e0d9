package io.towpath.lab.plan;

import io.towpath.devices.print.Reach;

/**
 * Something that the lab builds differently from the network, or cannot build.
 *
 * @param kind what follows from it
 * @param element node, interface, peer or rule that it concerns, as users name it
 * @param text one sentence: what, and why
 * @param reach how much of the element it concerns
 */
public record Remark(Kind kind, String element, String text, Reach reach)
    implements Comparable<Remark> {

  /** A remark on the whole of an element. */
  public Remark(Kind kind, String element, String text) {
    this(kind, element, text, Reach.EVERYTHING);
  }

  /** What follows from a remark. */
  public enum Kind {
    /** Another mechanism with the same effect. */
    VARIANT,
    /** Comparisons that rest on it are left out and counted. */
    NOT_COMPARED,
    /** The lab lacks it. */
    MISSING
  }

  @Override
  public int compareTo(Remark other) {
    int byKind = kind.compareTo(other.kind);
    int byElement = element.compareTo(other.element);
    return byKind != 0 ? byKind : byElement != 0 ? byElement : text.compareTo(other.text);
  }
}
