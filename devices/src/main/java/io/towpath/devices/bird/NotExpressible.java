package io.towpath.devices.bird;

import io.towpath.net.Origin;

/**
 * Something of a node that BIRD 2.0 cannot do, or does in another way.
 *
 * @param origin where it was written
 * @param what the element, in words
 * @param reason why, in a sentence
 * @param degree what the configuration has instead
 */
public record NotExpressible(Origin origin, String what, String reason, Degree degree) {

  /** How far the configuration comes. */
  public enum Degree {
    /** Nothing of it is in the configuration. */
    ABSENT,
    /** It is there and differs in the case that the reason names. */
    APPROXIMATED
  }
}
