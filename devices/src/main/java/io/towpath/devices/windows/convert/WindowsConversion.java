package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsConfig;
import io.towpath.devices.windows.WindowsKinds;
import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.network.Filter;
import io.towpath.network.Fragment;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Services;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the script of a Windows Server into a fragment with one node.
 *
 * <p>Windows forwards by the longest prefix, then by the sum of the metrics of route and interface
 * (so all routes have one distance and this sum as metric). It passes on what enters an interface
 * with forwarding enabled; Routing and Remote Access enables it everywhere. As a router it follows
 * the weak host model: it answers for its addresses at every interface.
 */
public final class WindowsConversion {
  private final WindowsReading reading;
  private final WindowsInterfaces interfaces;

  private WindowsConversion(
      WindowsConfig config, String node, Map<String, List<InterfaceAddress>> adapters) {
    reading = new WindowsReading(config, node);
    interfaces = new WindowsInterfaces(reading, adapters);
  }

  /**
   * Converts a script.
   *
   * @param node name of the server in the network
   * @param site name of its place for latencies; null if none is given
   * @param adapters what DHCP gives the adapters of its machine, by name ({@code Ethernet}, {@code
   *     Ethernet 2}, …), in their order; empty if they are not known: then those that the script
   *     names exist, without leases
   * @throws InvalidInputException for each command that Windows would refuse: TP3202 an interface
   *     that does not exist, TP3203 a next hop on no subnet, TP3205 a NAT and TP3207 a scope that
   *     does not exist, TP3210 what exists already, TP3211 a port mapping without NAT
   */
  public static Fragment convert(
      WindowsConfig config,
      String node,
      @Nullable String site,
      Map<String, List<InterfaceAddress>> adapters) {
    return new WindowsConversion(config, node, adapters).convert(site);
  }

  /**
   * Metric that the default route by DHCP has: that of the interface of the first adapter alone,
   * whatever its name is in the end (R62).
   */
  public static long metricOfLease(
      WindowsConfig config, Map<String, List<InterfaceAddress>> adapters) {
    return new WindowsInterfaces(new WindowsReading(config, ""), adapters).firstMetric();
  }

  /** Distance of every route of a server; metrics decide. */
  public static int distance() {
    return WindowsInterfaces.DISTANCE;
  }

  private Fragment convert(@Nullable String site) {
    WindowsConfig config = reading.config;
    config.remarks().forEach(r -> reading.fragment.findings.add(r.on(config.file(), reading.node)));
    reading.fragment.unsupported.addAll(config.unsupported(reading.node));
    ExistingObjects.check(reading);
    roles();
    List<NatRule> nat = new WindowsNat(reading, interfaces).convert();
    if (routes()) {
      interfaces.drafts().forEach(draft -> draft.forwards = true);
    }
    List<DhcpScope> scopes = new WindowsDhcpServer(reading).convert();
    Filter firewall = new WindowsFirewall(reading).convert(!scopes.isEmpty());
    List<String> firewalls = new ArrayList<>();
    if (firewall != null) {
      reading.fragment.filters.add(firewall);
      firewalls.add(firewall.name());
    }
    if (!reading.errors.isEmpty()) {
      throw new InvalidInputException(reading.errors.stream().sorted().toList());
    }
    Origin origin = reading.origin(1);
    reading.fragment.nodes.add(
        Node.named(reading.node, NodeKind.SERVER, origin)
            .forwards(interfaces.drafts().stream().anyMatch(draft -> draft.forwards))
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, interfaces.routes(), origin)))
            .interfaces(interfaces.convert())
            .nat(nat)
            .services(Services.ASSUMED.withDhcpScopes(scopes))
            .firewall(firewalls)
            .windows(true)
            .sites(site == null ? List.of(reading.node) : List.of(reading.node, "site:" + site))
            .build());
    return reading.fragment.build();
  }

  /** True if Routing and Remote Access, or TCP/IP itself, makes every interface forward (R256). */
  private boolean routes() {
    return !reading.all(WindowsStatement.Routing.class).isEmpty()
        || !reading.all(WindowsStatement.NatInterface.class).isEmpty();
  }

  /** A role that is used and not installed by the script is assumed to be there. */
  private void roles() {
    role(reading.all(WindowsStatement.VirtualSwitch.class), "Hyper-V", List.of("hyper-v"));
    role(reading.all(WindowsStatement.DhcpScope.class), "DHCP", List.of("dhcp"));
    role(
        reading.all(WindowsStatement.NatInterface.class),
        "Routing",
        List.of("routing", "remoteaccess"));
  }

  private void role(List<? extends WindowsStatement> uses, String role, List<String> names) {
    boolean installed =
        reading.all(WindowsStatement.Features.class).stream()
            .anyMatch(said -> said.names().stream().anyMatch(names::contains));
    if (!uses.isEmpty() && !installed) {
      reading.remark(
          WindowsKinds.ASSUMED_ROLE,
          uses.getFirst().line(),
          "The script does not install the role "
              + role
              + ", which this command needs; it is"
              + " assumed to be there.",
          "Add Install-WindowsFeature " + role + ".");
    }
  }
}
