package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import java.util.List;

/**
 * Virtual addresses of first-hop redundancy groups (HSRP, VRRP). The elected member accepts the
 * address by a route of the kernel's local table: it answers ARP and pings, while the routing
 * daemons, which look at addresses and the main table, do not see another connected subnet.
 */
public final class GroupAddresses {
  private GroupAddresses() {}

  static void addTo(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Group group : draft.network().groups().values()) {
      IpAddress address = group.address();
      if (!group.ports().isEmpty()) {
        draft.remark(
            Remark.Kind.MISSING,
            group.name(),
            "A group that takes ports of "
                + address
                + " is not built: nothing is forwarded there.");
        continue;
      }
      if (address == null || group.domain() != null) {
        continue;
      }
      if (group.choice() != Group.Choice.FIRST_HEALTHY) {
        draft.remark(
            Remark.Kind.MISSING,
            group.name(),
            "A group that shares its address " + address + " by flow is not built.");
        continue;
      }
      for (Group.Member member : group.members()) {
        int iface = draft.topology().interfaceId(member.at());
        if (iface >= 0
            && built.contains(member.at())
            && !draft.atStart().interfacesDown().get(iface)) {
          draft.space(spaceOf(draft, member.at())).ip(take(draft, member.at(), address));
          break;
        }
      }
    }
  }

  private static String spaceOf(LabDraft draft, InterfaceRef at) {
    int iface = draft.topology().interfaceId(at);
    return draft
        .names()
        .space(
            draft.topology().node(draft.topology().nodeOfInterface(iface)),
            draft.topology().iface(iface).vrf());
  }

  private static List<String> take(LabDraft draft, InterfaceRef at, IpAddress address) {
    Interface iface = draft.topology().iface(draft.topology().interfaceId(at));
    boolean isOwn = iface.addresses().stream().anyMatch(own -> own.address().equals(address));
    return isOwn ? List.of() : List.of(take(address, draft.names().iface(at)));
  }

  /** Line for {@code ip -batch} by which a member takes the address. */
  public static String take(IpAddress address, String iface) {
    return "route replace local " + address + "/32 dev " + iface + " table local";
  }

  /** Line for {@code ip -batch} by which it gives the address up. */
  public static String release(IpAddress address, String iface) {
    return "route del local " + address + "/32 dev " + iface + " table local";
  }
}
