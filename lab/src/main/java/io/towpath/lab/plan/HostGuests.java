package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import java.util.ArrayList;
import java.util.List;

/** Addresses and the default route of hosts, but of those that ask for them. */
final class HostGuests {
  private HostGuests() {}

  static void addTo(LabDraft draft, LeaseServers servers) {
    for (Host host : draft.network().hosts().values()) {
      LabDraft.SpaceDraft space = draft.space(draft.names().host(host.name()));
      if (draft.topology().interfaceId(host.attachedTo()) < 0) {
        continue;
      }
      if (!servers.serves(host.name())) {
        space.ip(lines(draft, host));
      }
      for (IpAddress address : host.addresses()) {
        if (address.family() != AddressFamily.IPV4) {
          draft.remark(
              Remark.Kind.MISSING, host.name(), "IPv6 address " + address + " is not built.");
        }
      }
      if (!host.template().services().answersEcho()) {
        space.sysctl("net.ipv4.icmp_echo_ignore_all", "1");
      }
    }
  }

  /** Lines for {@code ip} that give a host its IPv4 addresses and its way out. */
  static List<String> lines(LabDraft draft, Host host) {
    int id = draft.topology().interfaceId(host.attachedTo());
    if (id < 0) {
      return List.of();
    }
    String iface = LabNames.hostInterface();
    List<String> lines = new ArrayList<>();
    for (IpAddress address : host.addresses()) {
      if (address.family() == AddressFamily.IPV4) {
        lines.add("address add " + address + "/" + host.prefixLength() + " dev " + iface);
      }
    }
    lines.addAll(defaultRoute(host, draft.topology().iface(id)));
    return lines;
  }

  /** At a fabric's port every frame reaches the fabric, whatever gateway the guest chose. */
  private static List<String> defaultRoute(Host host, Interface port) {
    IpAddress gateway = host.gateway();
    if (gateway == null || gateway.family() != AddressFamily.IPV4) {
      return List.of();
    }
    String iface = LabNames.hostInterface();
    boolean near = new Prefix(host.address(), host.prefixLength()).contains(gateway);
    return List.of(
        port.answersAllArp()
            ? "route replace default dev " + iface
            : "route replace default via " + gateway + " dev " + iface + (near ? "" : " onlink"));
  }
}
