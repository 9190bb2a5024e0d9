package io.towpath.devices.ios.parse;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a configuration, cut into words at blanks.
 *
 * <p>One object is reused for all lines of a file: nothing may keep it. A leading {@code no} is not
 * a word but {@link #negated()}. Numbers and addresses are read without exceptions, since a line
 * that does not fit is ordinary here.
 */
final class SourceLine {

  private String text = "";
  private int number;
  private int indent;
  private int start;
  private int end;
  private boolean negated;
  private int count;
  private int[] from = new int[32];
  private int[] to = new int[32];
  private @Nullable String[] words = new String[32];

  /** Cuts the line {@code start…end} of {@code text}. */
  void read(String newText, int newNumber, int lineStart, int lineEnd) {
    text = newText;
    number = newNumber;
    negated = false;
    count = 0;
    int at = lineStart;
    int stop = lineEnd;
    while (stop > at && newText.charAt(stop - 1) <= ' ') {
      stop--;
    }
    while (at < stop && newText.charAt(at) <= ' ') {
      at++;
    }
    indent = at - lineStart;
    start = at;
    end = stop;
    while (at < stop) {
      int wordStart = at;
      while (at < stop && newText.charAt(at) > ' ') {
        at++;
      }
      add(wordStart, at);
      while (at < stop && newText.charAt(at) <= ' ') {
        at++;
      }
    }
    if (count > 1 && to[0] - from[0] == 2 && is(0, "no")) {
      negated = true;
      count--;
      System.arraycopy(from, 1, from, 0, count);
      System.arraycopy(to, 1, to, 0, count);
      words[0] = null;
    }
  }

  private void add(int wordStart, int wordEnd) {
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      words = Arrays.copyOf(words, count * 2);
    }
    from[count] = wordStart;
    to[count] = wordEnd;
    words[count++] = null;
  }

  int number() {
    return number;
  }

  /** Blanks before the first word. */
  int indent() {
    return indent;
  }

  boolean isBlank() {
    return count == 0;
  }

  /** True if {@code no} stood before the words. */
  boolean negated() {
    return negated;
  }

  /** Number of words, without a leading {@code no}. */
  int count() {
    return count;
  }

  /** First character of the line after blanks; 0 if there is none. */
  char first() {
    return start < end ? text.charAt(start) : 0;
  }

  /** The word as written; empty beyond the end. */
  String word(int i) {
    if (i >= count) {
      return "";
    }
    String word = words[i];
    if (word == null) {
      word = text.substring(from[i], to[i]);
      words[i] = word;
    }
    return word;
  }

  /** The word in lower case, for comparison with keywords; empty beyond the end. */
  String keyword(int i) {
    String word = word(i);
    for (int k = 0; k < word.length(); k++) {
      char c = word.charAt(k);
      if (c >= 'A' && c <= 'Z') {
        return word.toLowerCase(Locale.ROOT);
      }
    }
    return word;
  }

  /** True if word {@code i} is this keyword, in either case. */
  boolean is(int i, String keyword) {
    return i < count
        && to[i] - from[i] == keyword.length()
        && text.regionMatches(true, from[i], keyword, 0, keyword.length());
  }

  /** First word from {@code i} on that is this keyword; -1 if none is. */
  int find(int i, String keyword) {
    for (int k = i; k < count; k++) {
      if (is(k, keyword)) {
        return k;
      }
    }
    return -1;
  }

  /** The text from word {@code i} to the end, inner blanks kept. */
  String rest(int i) {
    return i < count ? text.substring(from[i], end) : "";
  }

  /** Words {@code i} up to but without {@code k}, joined by single blanks: a name with blanks. */
  String name(int i, int k) {
    if (k - i == 1) {
      return word(i);
    }
    StringBuilder name = new StringBuilder();
    for (int w = i; w < k && w < count; w++) {
      if (w > i) {
        name.append(' ');
      }
      name.append(word(w));
    }
    return name.toString();
  }

  /** Words from {@code i} to the end, joined by single blanks. */
  String name(int i) {
    return name(i, count);
  }

  /** The whole line without surrounding blanks, cut after 500 characters. */
  String whole() {
    return end - start > 500
        ? text.substring(start, start + 500) + "…"
        : text.substring(start, end);
  }

  /** Word {@code i} as an unsigned number below 2^40; -1 if it is none. */
  long number(int i) {
    if (i >= count || to[i] - from[i] > 12) {
      return -1;
    }
    long value = 0;
    for (int k = from[i]; k < to[i]; k++) {
      int digit = text.charAt(k) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value < 1L << 40 ? value : -1;
  }

  /** Word {@code i} as a number {@code least…most}; -1 if it is none ({@code least} ≥ 0). */
  int number(int i, int least, int most) {
    long value = number(i);
    return value >= least && value <= most ? (int) value : -1;
  }

  /** Word {@code i} as a 32-bit AS number in asplain or asdot; -1 if it is none. */
  long asn(int i) {
    if (i >= count) {
      return -1;
    }
    return Numbers.asn(text, from[i], to[i]);
  }

  /** The bits of the dotted address at word {@code i} as an unsigned number; -1 if it is none. */
  long bits(int i) {
    return i < count ? Numbers.dotted(text, from[i], to[i]) : -1;
  }

  boolean isAddress(int i) {
    return bits(i) >= 0;
  }

  /** The address at word {@code i}; null if it is none. */
  @Nullable Ipv4Address address(int i) {
    long bits = bits(i);
    return bits < 0 ? null : new Ipv4Address((int) bits);
  }

  /** Prefix length of the dotted network mask at word {@code i}; -1 if it is none. */
  int maskLength(int i) {
    long mask = bits(i);
    if (mask < 0) {
      return -1;
    }
    int inverse = (int) ~mask;
    return (inverse & (inverse + 1)) == 0 ? Integer.numberOfLeadingZeros(inverse) : -1;
  }

  /** The prefix {@code A.B.C.D/L} at word {@code i}; null if it is none. */
  @Nullable Prefix slashPrefix(int i) {
    if (i >= count) {
      return null;
    }
    int slash = text.indexOf('/', from[i]);
    if (slash < 0 || slash >= to[i] || to[i] - slash > 3) {
      return null;
    }
    long bits = Numbers.dotted(text, from[i], slash);
    int length = 0;
    for (int k = slash + 1; k < to[i]; k++) {
      int digit = text.charAt(k) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      length = length * 10 + digit;
    }
    return bits < 0 || length > 32 || slash + 1 == to[i]
        ? null
        : new Prefix(new Ipv4Address((int) bits), length);
  }

  /**
   * The prefix written as address and network mask at words {@code i}, {@code i+1}; null if none.
   */
  @Nullable Prefix maskedPrefix(int i) {
    long bits = bits(i);
    int length = maskLength(i + 1);
    return bits < 0 || length < 0 ? null : new Prefix(new Ipv4Address((int) bits), length);
  }
}
