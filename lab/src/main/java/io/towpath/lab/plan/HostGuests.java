package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import java.util.List;

/** Addresses and the default route of hosts. */
final class HostGuests {
  private HostGuests() {}

  static void addTo(LabDraft draft) {
    for (Host host : draft.network().hosts().values()) {
      LabDraft.SpaceDraft space = draft.space(draft.names().host(host.name()));
      String iface = LabNames.hostInterface();
      int id = draft.topology().interfaceId(host.attachedTo());
      if (id < 0) {
        continue;
      }
      for (IpAddress address : host.addresses()) {
        if (address.family() == AddressFamily.IPV4) {
          space.ip("address add " + address + "/" + host.prefixLength() + " dev " + iface);
        } else {
          draft.remark(
              Remark.Kind.MISSING, host.name(), "IPv6 address " + address + " is not built.");
        }
      }
      space.ip(defaultRoute(host, draft.topology().iface(id)));
      if (!host.template().services().answersEcho()) {
        space.sysctl("net.ipv4.icmp_echo_ignore_all", "1");
      }
    }
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
