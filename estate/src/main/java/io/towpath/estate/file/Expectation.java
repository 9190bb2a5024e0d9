package io.towpath.estate.file;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold, as written. */
public sealed interface Expectation {

  /** Failures under which it must hold; empty for the network as it is. */
  List<FailureSpec> failures();

  /** A remark that is printed with the result; empty if there is none. */
  String note();

  Origin origin();

  /** What it is about, on one line. */
  String title();

  /**
   * A traceroute.
   *
   * @param tcp destination port of a TCP probe; 0 = an echo request
   * @param verdict word of the verdict, or null
   * @param answered whether the echo reply comes home, or null
   * @param arrivesFrom source address that the receiver sees, or null
   * @param through devices, or interfaces of devices, that the way there crosses in this order
   * @param hops address of each TTL, null entries are silent; null = not compared
   * @param rtt milliseconds of each hop, null entries are not compared; null = not compared
   * @param segments patterns, each of which a segment of the way there must match
   */
  record TraceExpectation(
      String from,
      String to,
      int tcp,
      @Nullable String verdict,
      @Nullable Boolean answered,
      @Nullable IpAddress arrivesFrom,
      List<String> through,
      @Nullable List<@Nullable IpAddress> hops,
      @Nullable List<@Nullable BigDecimal> rtt,
      Duration within,
      List<Row> segments,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "trace " + from + " -> " + to + (tcp > 0 ? " tcp " + tcp : "") + under(failures);
    }
  }

  /**
   * A ping.
   *
   * @param ttl TTL with which the reply arrives, or null
   * @param answeredBy who answers, or null; where ranges are equal it need not be who was meant
   */
  record PingExpectation(
      String from,
      String to,
      boolean reached,
      @Nullable Integer ttl,
      @Nullable String answeredBy,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "ping " + from + " -> " + to + under(failures);
    }
  }

  /** Which table an expectation reads. */
  enum TableKind {
    ROUTES,
    BGP,
    BGP_PEERS,
    CIRCUIT
  }

  /**
   * A table.
   *
   * @param view of BGP: learned, received or advertised; empty otherwise
   * @param peer of BGP views received and advertised, or null
   * @param only prefixes whose rows are compared; empty = all
   * @param ignoring patterns of rows that are not compared
   * @param contains rows that must be there, by member
   * @param exactly rows that must be there and no others; null = not compared
   * @param each one row for each row of the table; null = not compared
   * @param absent prefixes that must not be there
   */
  record TableExpectation(
      TableKind kind,
      String where,
      String view,
      @Nullable String peer,
      List<Prefix> only,
      List<Row> ignoring,
      List<Row> contains,
      @Nullable List<Row> exactly,
      @Nullable List<Row> each,
      List<Prefix> absent,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    private String word() {
      return switch (kind) {
        case ROUTES -> "routes";
        case BGP -> "bgp";
        case BGP_PEERS -> "bgpPeers";
        case CIRCUIT -> "circuit";
      };
    }

    @Override
    public String title() {
      return word()
          + " "
          + where
          + (view.isEmpty() || view.equals("learned") ? "" : " " + view)
          + (peer == null ? "" : " " + peer)
          + under(failures);
    }
  }

  /** A row: values by member, each a list; a single value is a list of one. */
  record Row(Map<String, List<String>> cells, Origin origin) {
    public Row {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      cells.forEach(
          (name, values) ->
              text.append(text.isEmpty() ? "" : ", ")
                  .append(name)
                  .append(": ")
                  .append(values.size() == 1 ? values.getFirst() : values.toString()));
      return "{" + text + "}";
    }
  }

  /** A BGP session or a tunnel: its state, and why it is down. */
  record StateExpectation(
      boolean isTunnel,
      String a,
      @Nullable String b,
      boolean up,
      @Nullable String cause,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return (isTunnel ? "tunnel " + a : "session " + a + " – " + b) + under(failures);
    }
  }

  /**
   * Network Watcher's next hop (R242).
   *
   * @param type word of the next hop type, or null
   * @param addresses addresses of the next hop; null = not compared
   * @param routeTable name of the route table or {@code System Route}, or null
   */
  record NextHopExpectation(
      String from,
      IpAddress to,
      @Nullable String type,
      @Nullable List<String> addresses,
      @Nullable String routeTable,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "nextHop " + from + " -> " + to + under(failures);
    }
  }

  /**
   * What DHCP gave a host.
   *
   * @param address the address, or null; also null if none was given
   * @param none nobody gave it one
   * @param from the device that gave it, or null
   * @param router the gateway that came with it, or null
   * @param dnsServers the name servers that came with it; null = not compared
   */
  record LeaseExpectation(
      String host,
      boolean none,
      @Nullable IpAddress address,
      @Nullable String from,
      @Nullable IpAddress router,
      @Nullable List<IpAddress> dnsServers,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "lease " + host;
    }
  }

  /** A warning or remark that the estate is meant to have. */
  record FindingExpectation(String code, List<FailureSpec> failures, String note, Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "finding " + code;
    }
  }

  /**
   * Whether somebody may do something (R239).
   *
   * @param action such as {@code Microsoft.Network/connections/write}
   * @param on name of a resource, or a scope that begins with a slash
   */
  record AccessExpectation(
      String who, String action, String on, boolean allowed, String note, Origin origin)
      implements Expectation {
    @Override
    public List<FailureSpec> failures() {
      return List.of();
    }

    @Override
    public String title() {
      return "may " + who + " " + action + " on " + on;
    }
  }

  /** The routing domains of a circuit, and no others: private, microsoft, public (R234). */
  record PeeringsExpectation(String circuit, List<String> domains, String note, Origin origin)
      implements Expectation {
    @Override
    public List<FailureSpec> failures() {
      return List.of();
    }

    @Override
    public String title() {
      return "peerings " + circuit;
    }
  }

  /** No table that packets of one place could come to is one that those of another could. */
  record IsolationExpectation(
      List<String> places, List<FailureSpec> failures, String note, Origin origin)
      implements Expectation {
    /** Places that a title names. */
    private static final int NAMED = 20;

    @Override
    public String title() {
      String named = String.join(", ", places.subList(0, Math.min(NAMED, places.size())));
      String more = places.size() > NAMED ? " and " + (places.size() - NAMED) + " more" : "";
      return "isolated " + named + more + under(failures);
    }
  }

  /** An address with a port. */
  record Endpoint(IpAddress address, int port) {
    @Override
    public String toString() {
      return address + ":" + port;
    }
  }

  /**
   * Network Watcher's IP flow verify (R243).
   *
   * @param protocol IP protocol number of TCP or UDP
   * @param access {@code Allow} or {@code Deny}
   * @param rule name of the deciding rule, or null
   */
  record IpFlowExpectation(
      String at,
      boolean inbound,
      int protocol,
      Endpoint local,
      Endpoint remote,
      String access,
      @Nullable String rule,
      List<FailureSpec> failures,
      String note,
      Origin origin)
      implements Expectation {
    @Override
    public String title() {
      return "ipFlow "
          + at
          + (inbound ? " inbound " : " outbound ")
          + (protocol == PacketHeader.TCP ? "TCP " : "UDP ")
          + local
          + (inbound ? " <- " : " -> ")
          + remote
          + under(failures);
    }
  }

  private static String under(List<FailureSpec> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    return " with "
        + String.join(", ", failures.stream().map(FailureText::of).toList())
        + " failed";
  }
}
