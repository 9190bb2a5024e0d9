package io.towpath.azure.resource;

/**
 * TCP or UDP ports.
 *
 * @param first 0…65535
 * @param last not below {@code first}
 */
public record PortRange(int first, int last) {

  /** Every port: {@code *}. */
  public static final PortRange ANY = new PortRange(0, 65535);

  public PortRange {
    if (first < 0 || last > 65535 || first > last) {
      throw new IllegalArgumentException(first + "-" + last + " is not a range of ports");
    }
  }

  /**
   * Reads {@code *}, {@code 443} or {@code 1024-65535}.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  public static PortRange parse(String text) {
    if (text.equals("*")) {
      return ANY;
    }
    int dash = text.indexOf('-');
    try {
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash).strip());
      return new PortRange(
          first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a port or a range of ports", e);
    }
  }

  /** As Azure writes it. */
  @Override
  public String toString() {
    return equals(ANY) ? "*" : first == last ? Integer.toString(first) : first + "-" + last;
  }
}
