package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Services.Lease;
import io.towpath.network.Services.Range;
import io.towpath.network.Services.Reservation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * DHCP servers, each a dnsmasq in the space of its scopes' interfaces, and the hosts that ask them.
 *
 * <p>Which address a client gets follows from who has asked before, so clients stand in the order
 * in which the network serves them. Reserved and excluded addresses divide a scope into ranges:
 * dnsmasq goes on behind the highest address that it has leased of a range, and one that is kept
 * for somebody must not push the others behind it (dnsmasq 2.90 src/dhcp.c, address_allocate).
 */
final class LeaseServers {
  /** More than any scope has addresses in use; dnsmasq alone would stop at 1000. */
  private static final int MOST_LEASES = 65_536;

  private final LabDraft draft;
  private final Map<String, Server> bySpace = new TreeMap<>();
  private final Map<String, LeaseClient> clients = new LinkedHashMap<>();

  /** What one dnsmasq is told. */
  private static final class Server {
    private final Set<String> interfaces = new LinkedHashSet<>();
    private final List<DhcpScope> scopes = new ArrayList<>();
  }

  private LeaseServers(LabDraft draft) {
    this.draft = draft;
  }

  /** The servers of a network whose spaces are there already. */
  static LeaseServers of(LabDraft draft) {
    LeaseServers servers = new LeaseServers(draft);
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Node node : draft.network().nodes().values()) {
      for (DhcpScope scope : node.services().dhcpScopes()) {
        servers.add(node, scope, built);
      }
    }
    return servers;
  }

  private void add(Node node, DhcpScope scope, BuiltInterfaces built) {
    boolean served = false;
    for (Interface iface : node.interfaces()) {
      InterfaceRef at = new InterfaceRef(node.name(), iface.name());
      boolean near = iface.addresses().stream().anyMatch(a -> scope.subnet().contains(a.address()));
      String space = draft.names().space(node, iface.vrf());
      if (near && built.contains(at) && draft.hasSpace(space)) {
        served = true;
        Server server = bySpace.computeIfAbsent(space, _ -> new Server());
        server.interfaces.add(draft.names().iface(at));
        if (!server.scopes.contains(scope)) {
          server.scopes.add(scope);
          scope.leases().forEach(lease -> client(lease, space));
        }
      }
    }
    if (!served && !scope.leases().isEmpty()) {
      draft.remark(
          Remark.Kind.VARIANT,
          node.name(),
          "No DHCP server runs for " + scope.name() + ": its clients are given their leases.");
    }
  }

  private void client(Lease lease, String server) {
    Host host = draft.network().hosts().get(lease.host());
    String space = draft.names().host(lease.host());
    boolean asks = host != null && host.addresses().equals(List.of(lease.address()));
    if (host != null && asks && draft.hasSpace(space)) {
      clients.putIfAbsent(
          host.name(),
          new LeaseClient(
              host.name(),
              space,
              LabNames.hostInterface(),
              server,
              id(host.name()),
              HostGuests.lines(draft, host)));
    }
  }

  /** True if a host asks for its address. */
  boolean serves(String host) {
    return clients.containsKey(host);
  }

  /** Adds the servers and their clients to the plan. */
  void addToPlan() {
    bySpace.forEach(
        (space, server) ->
            draft.addDaemon(
                new Daemon(
                    space,
                    Daemon.Kind.DNSMASQ,
                    new TreeMap<>(Map.of("dnsmasq.conf", configuration(server))))));
    clients.values().forEach(draft::addClient);
  }

  private static String id(String client) {
    byte[] name = client.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return "00" + HexFormat.of().formatHex(name);
  }

  private static String configuration(Server server) {
    List<String> lines = new ArrayList<>();
    lines.add("port=0");
    lines.add("no-hosts");
    lines.add("no-resolv");
    lines.add("bind-interfaces");
    server.interfaces.forEach(iface -> lines.add("interface=" + iface));
    lines.add("dhcp-authoritative");
    lines.add("dhcp-sequential-ip");
    lines.add("dhcp-lease-max=" + MOST_LEASES);
    lines.add("# clients look themselves whether an address is in use (RFC 2131 §3.1)");
    lines.add("no-ping");
    int number = 1;
    for (DhcpScope scope : server.scopes) {
      lines.add("# " + scope.name().replaceAll("[\\r\\n]", " "));
      scope(scope, "scope" + number++, lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void scope(DhcpScope scope, String tag, List<String> lines) {
    String mask = new Ipv4Address(Ipv4Address.mask(scope.subnet().length())).toString();
    String set = "dhcp-range=set:" + tag + ",";
    List<Range> ranges = ranges(scope);
    for (Range range : ranges) {
      lines.add(set + range.first() + "," + range.last() + "," + mask + ",infinite");
    }
    if (ranges.isEmpty()) {
      lines.add(set + scope.subnet().network() + ",static," + mask + ",infinite");
    }
    for (Reservation reservation : scope.reserved()) {
      String id =
          HexFormat.ofDelimiter(":").formatHex(HexFormat.of().parseHex(id(reservation.client())));
      lines.add("dhcp-host=id:" + id + "," + reservation.address() + ",infinite");
    }
    // Without an address dnsmasq leaves an option out; of itself it names itself as router.
    lines.add(
        "dhcp-option=tag:"
            + tag
            + ",option:router"
            + (scope.router() == null ? "" : "," + scope.router()));
    if (!scope.dnsServers().isEmpty()) {
      lines.add(
          "dhcp-option=tag:"
              + tag
              + ",option:dns-server,"
              + String.join(",", scope.dnsServers().stream().map(IpAddress::toString).toList()));
    }
  }

  /** What anybody may get of a scope: all but what is excluded or kept for one client. */
  private static List<Range> ranges(DhcpScope scope) {
    List<Range> kept = new ArrayList<>(scope.excluded());
    scope.reserved().forEach(own -> kept.add(new Range(own.address(), own.address())));
    kept.sort(Comparator.comparing(Range::first));
    List<Range> ranges = new ArrayList<>();
    IpAddress next = scope.first();
    for (Range gap : kept) {
      if (next.compareTo(gap.first()) < 0 && gap.first().compareTo(scope.last()) <= 0) {
        ranges.add(new Range(next, gap.first().plus(-1)));
      }
      IpAddress behind = gap.last().plus(1);
      next = next.compareTo(behind) < 0 ? behind : next;
    }
    if (next.compareTo(scope.last()) <= 0) {
      ranges.add(new Range(next, scope.last()));
    }
    return ranges.stream().filter(r -> r.first().family() == AddressFamily.IPV4).toList();
  }
}
