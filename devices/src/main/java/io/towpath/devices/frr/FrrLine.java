package io.towpath.devices.frr;

import io.towpath.net.Asn;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * A line of a configuration.
 *
 * @param number 1-based
 * @param negated true if {@code no} stood before the words
 * @param words at least one
 */
public record FrrLine(int number, boolean negated, List<String> words) {
  public FrrLine {
    words = List.copyOf(words);
  }

  /** Number of words, without a leading {@code no}. */
  public int count() {
    return words.size();
  }

  /** The word; empty beyond the end. */
  public String word(int i) {
    return i < words.size() ? words.get(i) : "";
  }

  /** True if the words begin with these. */
  public boolean starts(String... beginning) {
    return words.size() >= beginning.length
        && words.subList(0, beginning.length).equals(List.of(beginning));
  }

  /** True if one of the words from {@code from} on is this. */
  public boolean has(int from, String word) {
    return from < words.size() && words.subList(from, words.size()).contains(word);
  }

  /** The words from {@code from} on. */
  public List<String> from(int from) {
    return words.subList(Math.min(from, words.size()), words.size());
  }

  /**
   * The word as a number.
   *
   * @throws IllegalArgumentException if it is none or outside the range
   */
  public long number(int i, long low, long high) {
    String word = word(i);
    boolean digits =
        !word.isEmpty() && word.length() <= 18 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    long value = digits ? Long.parseLong(word) : -1;
    if (!digits || value < low || value > high) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is no number from " + low + " to " + high);
    }
    return value;
  }

  /** The word as an AS number. */
  public long asn(int i) {
    return Asn.parse(word(i));
  }

  /** The word as an IPv4 address. */
  public Ipv4Address address(int i) {
    return Ipv4Address.parse(word(i));
  }

  /** True if the word is an IPv4 address. */
  public boolean isAddress(int i) {
    return isAddress(word(i));
  }

  /** True if the text is an IPv4 address. */
  public static boolean isAddress(String text) {
    try {
      Ipv4Address.parse(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The word as an IPv4 prefix. */
  public Prefix prefix(int i) {
    Prefix prefix = Prefix.parse(word(i));
    if (word(i).indexOf('/') < 0 || !(prefix.network() instanceof Ipv4Address)) {
      throw new IllegalArgumentException("\"" + word(i) + "\" is not an IPv4 prefix");
    }
    return prefix;
  }

  /** The line without surrounding blanks, words one blank apart. */
  public String text() {
    return (negated ? "no " : "") + String.join(" ", words);
  }
}
