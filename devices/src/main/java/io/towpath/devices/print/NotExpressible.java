package io.towpath.devices.print;

import io.towpath.net.Origin;

/**
 * Something of a node that a routing daemon cannot do, or does in another way.
 *
 * @param origin where it was written
 * @param what the element, in words
 * @param reason why, in a sentence
 * @param degree what the configuration has instead
 * @param reach what may differ for want of it
 */
public record NotExpressible(
    Origin origin, String what, String reason, Degree degree, Reach reach) {

  /** How far the configuration comes. */
  public enum Degree {
    /** Nothing of it is in the configuration. */
    ABSENT,
    /** It is there and differs in the case that the reason names. */
    APPROXIMATED
  }
}
