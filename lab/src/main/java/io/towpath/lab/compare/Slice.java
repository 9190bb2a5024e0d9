package io.towpath.lab.compare;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of a list. Neighbours are dealt to different parts, because what
 * stands beside each other takes about as long.
 *
 * @param part 1 to {@code of}
 * @param of number of parts
 */
public record Slice(int part, int of) {
  /** Everything. */
  public static final Slice ALL = new Slice(1, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  public Slice {
    if (part < 1 || part > of) {
      throw new IllegalArgumentException("no part " + part + " of " + of);
    }
  }

  /**
   * Reads {@code 2/3}.
   *
   * @throws InvalidInputException for anything else
   */
  public static Slice parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      int part = Integer.parseInt(matcher.group(1));
      int of = Integer.parseInt(matcher.group(2));
      if (part >= 1 && part <= of) {
        return new Slice(part, of);
      }
    }
    throw new InvalidInputException(
        Finding.error(
            "TP7060",
            Origin.NONE,
            "\"" + text + "\" is no part of a whole.",
            "Write PART/PARTS, such as 2/3 for the second of three parts."));
  }

  /** The part whose turn it is: with each number comes the next one, the first after the last. */
  public static Slice turn(long number, int of) {
    return new Slice((int) Math.floorMod(number, (long) of) + 1, of);
  }

  /** Every {@code of}-th element, beginning with the {@code part}-th. */
  public <T> List<T> from(List<T> all) {
    List<T> chosen = new ArrayList<>();
    for (int i = part - 1; i < all.size(); i += of) {
      chosen.add(all.get(i));
    }
    return chosen;
  }

  @Override
  public String toString() {
    return part + "/" + of;
  }
}
