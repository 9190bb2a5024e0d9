package io.towpath.devices.ios.parse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of interfaces as IOS-XE prints them: {@code gi0/0/1}, {@code Gig 0/0/1} and {@code
 * GigabitEthernet0/0/1} are one.
 */
public final class InterfaceNames {

  // In the order in which an abbreviation is tried, so that "te" is TenGigabitEthernet.
  private static final List<String> TYPES =
      List.of(
          "GigabitEthernet",
          "TenGigabitEthernet",
          "Loopback",
          "Tunnel",
          "Vlan",
          "Port-channel",
          "Null",
          "FastEthernet",
          "Ethernet",
          "TwoGigabitEthernet",
          "FiveGigabitEthernet",
          "TwentyFiveGigE",
          "TwentyFiveGigabitEthernet",
          "FortyGigabitEthernet",
          "FiftyGigE",
          "HundredGigE",
          "HundredGigabitEthernet",
          "TwoHundredGigE",
          "FourHundredGigE",
          "Serial",
          "BDI",
          "BVI",
          "Dialer",
          "Virtual-Template",
          "Virtual-Access",
          "VirtualPortGroup",
          "AppGigabitEthernet",
          "Cellular",
          "ATM",
          "POS",
          "Multilink",
          "Bundle-Ether",
          "Embedded-Service-Engine",
          "ucse",
          "nve",
          "pseudowire",
          "LISP",
          "Overlay",
          "VLAN");

  private InterfaceNames() {}

  /** True for a canonical name of a type that IOS-XE has. */
  public static boolean isCanonical(String name) {
    return TYPES.stream()
        .anyMatch(
            type ->
                name.startsWith(type)
                    && name.length() > type.length()
                    && Character.isDigit(name.charAt(type.length())));
  }

  /** The canonical name; a name of an unknown type stays as written. */
  public static String canonical(String written) {
    int digit = 0;
    while (digit < written.length() && !isDigit(written.charAt(digit))) {
      digit++;
    }
    if (digit == 0 || digit == written.length()) {
      return written;
    }
    String type = typeOf(written, digit);
    if (type == null) {
      return written;
    }
    int number = digit;
    boolean gap = written.charAt(digit - 1) == ' ';
    return !gap && type.length() == digit && written.startsWith(type)
        ? written
        : type + written.substring(number);
  }

  /** The name that starts at word {@code i} of a line, type and number being one word or two. */
  static String at(SourceLine line, int i) {
    String word = line.word(i);
    return isSplit(line, i) ? canonical(word + line.word(i + 1)) : canonical(word);
  }

  /** Number of words that the name at word {@code i} takes: 1, or 2 for {@code Loopback 0}. */
  static int words(SourceLine line, int i) {
    return isSplit(line, i) ? 2 : 1;
  }

  private static boolean isSplit(SourceLine line, int i) {
    String word = line.word(i);
    String next = line.word(i + 1);
    return !word.isEmpty()
        && !next.isEmpty()
        && !isDigit(word.charAt(word.length() - 1))
        && isDigit(next.charAt(0))
        && typeOf(word, word.length()) != null;
  }

  /** True if the word names an interface: a known type followed by a number. */
  static boolean looksLikeName(String word) {
    int digit = 0;
    while (digit < word.length() && !isDigit(word.charAt(digit))) {
      digit++;
    }
    return digit > 0 && digit < word.length() && typeOf(word, digit) != null;
  }

  private static @Nullable String typeOf(String written, int length) {
    for (String type : TYPES) {
      if (type.length() == length && written.startsWith(type)) {
        return type;
      }
    }
    String prefix = written.substring(0, length).strip().toLowerCase(Locale.ROOT);
    if (prefix.length() < 2) {
      return null;
    }
    for (String type : TYPES) {
      if (type.length() >= prefix.length()
          && type.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return type;
      }
    }
    return null;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
