package io.towpath.estate.load;

import io.towpath.estate.file.EstateFile.HostEntry;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Cable;
import io.towpath.network.DhcpServers;
import io.towpath.network.Filter;
import io.towpath.network.Fragment;
import io.towpath.network.GuestFirewall;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of an estate. Those that ask for their address by DHCP are served in the order in which
 * they are written. One that nobody serves takes a link-local address and has no gateway (RFC
 * 3927); which address it draws cannot be known, so they are numbered.
 */
final class EstateHosts {
  private static final Ipv4Address LINK_LOCAL = Ipv4Address.parse("169.254.1.0");
  private static final int LINK_LOCAL_LENGTH = 16;

  private final List<HostEntry> entries;
  private final Map<String, Node> nodes;
  private final InterfaceNaming naming;
  private final List<Cable> cables;
  private final List<Finding> findings;
  private int unserved;

  EstateHosts(
      List<HostEntry> entries,
      Map<String, Node> nodes,
      List<Cable> cables,
      List<Finding> findings) {
    this.entries = entries;
    this.nodes = nodes;
    this.naming = new InterfaceNaming(nodes);
    this.cables = cables;
    this.findings = findings;
  }

  /** Adds the hosts to the fragments of a network, and their leases to the servers among these. */
  void addTo(List<Fragment> fragments) {
    List<DhcpServers.Stated> stated = new ArrayList<>();
    for (HostEntry entry : entries) {
      IpAddress address = entry.address();
      if (address != null) {
        stated.add(new DhcpServers.Stated(naming.resolve(entry.on()), address));
      }
    }
    DhcpServers servers = new DhcpServers(nodes, cables, stated);
    Fragment.Builder hosts = new Fragment.Builder();
    for (HostEntry entry : entries) {
      Host host = host(entry, servers);
      hosts.hosts.add(host);
      hosts.filters.addAll(firewall(entry, host.addresses()));
    }
    Map<String, Node> served = servers.served();
    if (!served.isEmpty()) {
      fragments.replaceAll(fragment -> with(fragment, served));
    }
    fragments.add(hosts.build());
  }

  private static Fragment with(Fragment fragment, Map<String, Node> served) {
    if (fragment.nodes().stream().noneMatch(node -> served.containsKey(node.name()))) {
      return fragment;
    }
    Fragment.Builder builder = fragment.toBuilder();
    builder.nodes.replaceAll(node -> served.getOrDefault(node.name(), node));
    return builder.build();
  }

  private Host host(HostEntry entry, DhcpServers servers) {
    InterfaceRef at = naming.resolve(entry.on());
    IpAddress address = entry.address();
    if (address != null) {
      return host(entry, at, address, entry.length(), entry.gateway());
    }
    DhcpServers.Offer offer = servers.ask(entry.name(), at);
    if (offer != null) {
      return host(entry, at, offer.address(), offer.prefixLength(), offer.router());
    }
    IpAddress drawn = LINK_LOCAL.plus(++unserved);
    findings.add(
        LoadingKinds.NO_LEASE
            .at(
                entry.origin(),
                "The host \""
                    + entry.name()
                    + "\" asks for its address by DHCP, and nobody at "
                    + at
                    + " hands one out: it takes a link-local address, here "
                    + drawn
                    + ", and reaches nothing beyond its link.")
            .affecting(List.of(entry.name())));
    return host(entry, at, drawn, LINK_LOCAL_LENGTH, null);
  }

  private Host host(
      HostEntry entry,
      InterfaceRef at,
      IpAddress address,
      int length,
      @Nullable IpAddress gateway) {
    Node device = nodes.get(at.node());
    List<String> sites = new ArrayList<>();
    sites.add(entry.name());
    if (device != null) {
      device.sites().stream().filter(site -> !site.equals(device.name())).forEach(sites::add);
    }
    List<Filter> firewall = firewall(entry, List.of(address));
    return new Host(
        entry.name(),
        List.of(address),
        length,
        gateway,
        at,
        new HostTemplate(
            entry.windows(),
            firewall.stream().limit(1).map(Filter::name).toList(),
            firewall.stream().skip(1).map(Filter::name).toList(),
            Services.ASSUMED,
            sites),
        entry.origin());
  }

  /** R203: the filters for what arrives at a host and for what leaves it; none if not stated. */
  private static List<Filter> firewall(HostEntry entry, List<IpAddress> addresses) {
    GuestFirewall firewall = entry.firewall();
    return firewall == null
        ? List.of()
        : List.of(firewall.arriving(entry.name(), addresses), firewall.leaving(entry.name()));
  }
}
