package io.towpath.lab.compare.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ping} and {@code traceroute} print. */
public final class PacketTools {
  private static final Pattern RECEIVED = Pattern.compile("(\\d+) (?:packets )?received");
  private static final Pattern HOP = Pattern.compile("^\\s*(\\d+)\\s+(?:\\*\\s+)*(\\S+)(.*)$");

  /** A hop that did not answer. */
  public static final String SILENT = "*";

  private PacketTools() {}

  /** Echo replies that {@code ping} of iputils counted; 0 if it did not get that far. */
  public static int repliesOf(String ping) {
    Matcher matcher = RECEIVED.matcher(ping);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /**
   * Hops of {@code traceroute -n}: the first address of each TTL, or {@link #SILENT}, followed by
   * the error that it printed behind the address, such as {@code !H}; without silent hops at the
   * end.
   */
  public static List<String> hopsOf(String traceroute) {
    List<String> hops = new ArrayList<>();
    for (String line : traceroute.lines().toList()) {
      Matcher matcher = HOP.matcher(line);
      if (matcher.matches() && Integer.parseInt(matcher.group(1)) == hops.size() + 1) {
        hops.add(matcher.group(2) + mark(matcher.group(3)));
      }
    }
    while (!hops.isEmpty() && hops.getLast().equals(SILENT)) {
      hops.removeLast();
    }
    return List.copyOf(hops);
  }

  private static String mark(String rest) {
    int at = rest.indexOf('!');
    return at < 0 ? "" : " " + rest.substring(at).split("\\s", 2)[0];
  }
}
