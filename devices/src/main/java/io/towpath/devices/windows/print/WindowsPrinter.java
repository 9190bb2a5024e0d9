package io.towpath.devices.windows.print;

import io.towpath.devices.windows.print.ScriptText.Command;
import io.towpath.net.Origin;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Prints a node as the PowerShell script that sets up a Windows Server to be it.
 *
 * <p>A pure function of the node, the filters of its network and what is known of its machine. What
 * Windows cannot do, or does otherwise, stands in {@link WindowsScript#notExpressible()};
 * everything else reads back to the same server. Leases that a DHCP server has handed out are its
 * state and not printed.
 */
public final class WindowsPrinter {
  private static final int LONGEST_NAME = 15;

  private final WindowsPrinting printing;
  private final RouteMetrics metrics;
  private final TranslationPrinter translation;
  private final Collection<Filter> filters;

  private WindowsPrinter(Node node, Collection<Filter> filters, Machine machine) {
    this.printing = new WindowsPrinting(node, machine);
    this.metrics = new RouteMetrics(printing);
    this.translation = new TranslationPrinter(printing);
    this.filters = filters;
  }

  /**
   * The script of a node.
   *
   * @param filters filters that its firewall may name
   * @param machine what it runs on
   */
  public static WindowsScript print(Node node, Collection<Filter> filters, Machine machine) {
    WindowsPrinter printer = new WindowsPrinter(node, filters, machine);
    printer.print();
    return new WindowsScript(printer.printing.text.toString(), printer.printing.notes.all());
  }

  private void print() {
    Node node = printing.node;
    boolean routes = routesEverywhere();
    InterfacePrinter interfaces = new InterfacePrinter(printing, metrics, forwarding(routes));
    printing.text.line("# " + node.name().replaceAll("\\s+", " ") + ", a Windows Server");
    printing.text.add(new Command("Rename-Computer").named("NewName", node.name()));
    if (node.name().length() > LONGEST_NAME) {
      printing.notes.approximated(
          node.origin(),
          "the name " + node.name(),
          "The name of a Windows computer has " + LONGEST_NAME + " characters at most.");
    }
    roles(interfaces.needsHyperV(), routes);
    interfaces.print();
    if (routes) {
      printing.text.section("Routing and Remote Access passes on what enters any interface");
      printing.text.add(new Command("Install-RemoteAccess").with("VpnType", "RoutingOnly"));
    }
    translation.print();
    new RoutePrinter(printing, metrics).print();
    new DhcpScopePrinter(printing).print();
    new FirewallPrinter(printing, filters).print();
    foreign();
  }

  private boolean forwards(Interface iface) {
    return printing.node.forwards() && iface.forwards();
  }

  /** NAT of Routing and Remote Access needs it; else it is worth it where everything forwards. */
  private boolean routesEverywhere() {
    boolean all =
        !printing.interfaces.isEmpty() && printing.interfaces.stream().allMatch(this::forwards);
    if (translation.isRemoteAccess() && !all) {
      printing.notes.approximated(
          printing.node.origin(),
          "interfaces that do not forward",
          "Routing and Remote Access passes on what enters any interface.");
    }
    return translation.isRemoteAccess() || all && translation.passing().isEmpty();
  }

  /** Interfaces that need a command to forward. */
  private Set<String> forwarding(boolean everywhere) {
    Set<String> forwarding = new LinkedHashSet<>();
    for (Interface iface : printing.interfaces) {
      boolean anyway = everywhere || translation.passing().contains(iface.name());
      if (forwards(iface) && !anyway) {
        forwarding.add(iface.name());
      } else if (!forwards(iface) && anyway && !everywhere) {
        printing.notes.approximated(
            iface.origin(),
            "interface " + iface.name() + ", which does not forward",
            "What is translated is passed on.");
      }
    }
    return forwarding;
  }

  private void roles(boolean switches, boolean routes) {
    boolean scopes = !printing.node.services().dhcpScopes().isEmpty();
    if (!switches && !scopes && !routes) {
      return;
    }
    printing.text.section("Roles");
    feature(switches, "Hyper-V");
    feature(scopes, "DHCP");
    feature(routes, "Routing");
  }

  private void feature(boolean wanted, String name) {
    if (wanted) {
      printing.text.add(
          new Command("Install-WindowsFeature").with("Name", name).on("IncludeManagementTools"));
    }
  }

  /** What a router has and the script does not. */
  private void foreign() {
    Node node = printing.node;
    node.bgp()
        .forEach(
            speaker ->
                absent(speaker.origin(), "BGP of AS " + speaker.asn(), "BGP of Remote Access"));
    node.ospf().forEach(p -> absent(p.origin(), "OSPF process " + p.id(), "OSPF"));
    node.tunnels().forEach(t -> absent(t.origin(), "the tunnel on " + t.iface(), "A tunnel"));
    for (Vrf vrf : node.vrfs()) {
      if (!vrf.name().equals(Vrf.DEFAULT)) {
        absent(vrf.origin(), "VRF " + vrf.name(), "A second routing table");
      } else if (!vrf.layers().isEmpty()) {
        absent(vrf.origin(), "the table of a cloud", "It");
      }
    }
    Services services = node.services();
    if (!services.withDhcpScopes(List.of()).equals(Services.ASSUMED)) {
      absent(node.origin(), "which ports listen", "What a service listens to");
    }
  }

  private void absent(Origin origin, String what, String subject) {
    printing.notes.absent(origin, what, subject + " has no commands in the script.");
  }
}
