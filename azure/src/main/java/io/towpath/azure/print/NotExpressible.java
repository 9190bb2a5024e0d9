package io.towpath.azure.print;

import io.towpath.net.Origin;

/**
 * Something of the resources that a deployment cannot make, or makes in another way.
 *
 * @param origin where it was written
 * @param what the element, in words
 * @param reason why, in a sentence
 * @param degree what is printed instead
 */
public record NotExpressible(Origin origin, String what, String reason, Degree degree) {

  /** How far the printed form comes. */
  public enum Degree {
    /** Nothing of it is printed. */
    ABSENT,
    /** It is printed, and a deployment differs as the reason says. */
    APPROXIMATED
  }

  /** Nothing of it is printed. */
  public static NotExpressible absent(Origin origin, String what, String reason) {
    return new NotExpressible(origin, what, reason, Degree.ABSENT);
  }

  /** It is printed otherwise. */
  public static NotExpressible approximated(Origin origin, String what, String reason) {
    return new NotExpressible(origin, what, reason, Degree.APPROXIMATED);
  }
}
