package io.towpath.lab.compare;

import org.jspecify.annotations.Nullable;

/**
 * Where prediction and lab part.
 *
 * @param key of the row
 * @param field that differs; {@code row} if one side lacks the row
 * @param predicted value; null if the prediction has no such row
 * @param observed value; null if the lab has no such row
 * @param judgement what it counts as
 * @param why id of the allowed difference, or why else it is no error; empty if it is one
 */
public record Difference(
    String key,
    String field,
    @Nullable String predicted,
    @Nullable String observed,
    Judgement judgement,
    String why) {

  /** Field of a difference about a whole row. */
  public static final String ROW = "row";

  /** What a difference counts as. */
  public enum Judgement {
    /** One of the two is wrong. */
    DIFFERS,
    /** In the reviewed list of {@link AllowedDifferences}. */
    ALLOWED,
    /** The lab cannot build what the row rests on, and said so before it started. */
    NOT_COMPARED,
    /** The engine says that several outcomes are stable, and this is another one. */
    SEVERAL_OUTCOMES
  }

  /** One line for people. */
  public String text() {
    String both =
        "predicted "
            + (predicted == null ? "nothing" : predicted)
            + ", observed "
            + (observed == null ? "nothing" : observed);
    return key + ": " + (field.equals(ROW) ? "" : field + " ") + both;
  }
}
