package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The protocols of a BIRD and their states: {@code show protocols all}. */
public final class BirdProtocols {
  /** Command behind {@link #of}. */
  public static final String COMMAND = "show protocols all";

  /** Protocol whose exports show which paths share the load, see {@code BirdPrinter}. */
  public static final String MULTIPATH = "bgp_multipath";

  /** Protocol that every speaker has. */
  public static final String BGP_PIPE = "bgp_pipe";

  private static final Pattern LINE =
      Pattern.compile("(\\w+)\\s+(\\w+)\\s+(\\S+)\\s+(\\w+)\\s+(\\S+(?: \\d\\S*)?)\\s*(.*)");

  private BirdProtocols() {}

  /**
   * A protocol of the configuration.
   *
   * @param kind {@code BGP}, {@code OSPF}, {@code Static}, {@code Direct}, {@code Kernel} …
   * @param up whether it runs; of BGP also while it has no session
   * @param info what it says of itself; of BGP the state of the session
   * @param imports changes that a BGP session has received and that were taken, since it is up
   * @param peer neighbour of a BGP session; null for other kinds
   */
  public record Protocol(
      String name, String kind, boolean up, String info, long imports, @Nullable Peer peer) {

    /** True for a BGP session that exchanges routes. */
    public boolean isEstablished() {
      return info.startsWith("Established");
    }
  }

  /** The other end of a session. */
  public record Peer(IpAddress address, long asn, long localAsn) {

    /** True if both ends are of one AS. */
    public boolean internal() {
      return asn == localAsn;
    }
  }

  /** Reads an answer, in the order of BIRD. */
  public static List<Protocol> of(String text) {
    List<Protocol> protocols = new ArrayList<>();
    Matcher head = null;
    List<String> details = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && !line.startsWith(" ") && !line.startsWith("Name ")) {
        add(protocols, head, details);
        head = matcher;
        details.clear();
      } else {
        details.add(line);
      }
    }
    add(protocols, head, details);
    return List.copyOf(protocols);
  }

  private static void add(List<Protocol> protocols, @Nullable Matcher head, List<String> details) {
    if (head != null) {
      Peer peer = peer(details);
      protocols.add(
          new Protocol(
              head.group(1),
              head.group(2),
              head.group(4).equals("up"),
              head.group(6).strip(),
              peer == null
                  ? 0
                  : accepted(details, "Import updates:") + accepted(details, "Import withdraws:"),
              peer));
    }
  }

  private static @Nullable Peer peer(List<String> details) {
    String address = value(details, "Neighbor address:");
    String remote = value(details, "Neighbor AS:");
    String local = value(details, "Local AS:");
    return address == null || remote == null || local == null
        ? null
        : new Peer(IpAddress.parse(address), Long.parseLong(remote), Long.parseLong(local));
  }

  /** The last column of a line of statistics. */
  private static long accepted(List<String> details, String key) {
    String columns = value(details, key);
    String last = columns == null ? "" : columns.substring(columns.lastIndexOf(' ') + 1);
    return last.matches("\\d+") ? Long.parseLong(last) : 0;
  }

  private static @Nullable String value(List<String> details, String key) {
    for (String line : details) {
      String text = line.strip();
      if (text.startsWith(key)) {
        return text.substring(key.length()).strip();
      }
    }
    return null;
  }
}
