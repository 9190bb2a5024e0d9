package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.network.Domain;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Internet as one router: a host route to the port of each public address, and nothing for the
 * rest. Which port an address has never changes while the lab runs, except for addresses of an
 * active-standby pair, which move with the election.
 */
final class InternetRoutes {
  private InternetRoutes() {}

  static void addTo(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Node node : draft.network().nodes().values()) {
      if (node.kind() != NodeKind.INTERNET) {
        continue;
      }
      LabDraft.SpaceDraft space =
          draft.space(draft.names().space(node, node.vrfs().getFirst().name()));
      for (Route route : node.vrfs().getFirst().routes()) {
        switch (route.nextHop()) {
          case NextHop.Deliver(String domain, _, _) -> {
            owners(draft, domain)
                .forEach(
                    (address, port) -> {
                      InterfaceRef at = new InterfaceRef(node.name(), port);
                      if (route.prefix().contains(address) && built.contains(at)) {
                        space.ip("route replace " + address + "/32 dev " + draft.names().iface(at));
                      }
                    });
            space.ip("route replace blackhole " + route.prefix());
          }
          case NextHop.Discard _ -> space.ip("route replace blackhole " + route.prefix());
          case NextHop.Via _,
              NextHop.Attached _,
              NextHop.Port _,
              NextHop.ToGroup _,
              NextHop.IntoTunnel _,
              NextHop.OtherVrf _,
              NextHop.Internet _ ->
              draft.remark(
                  Remark.Kind.MISSING,
                  node.name(),
                  "The Internet's route " + route.prefix() + " is of a kind that is not built.");
        }
      }
    }
  }

  /** Port by address; an elected group member's own port comes before the domain's map. */
  private static Map<IpAddress, String> owners(LabDraft draft, String name) {
    Map<IpAddress, String> owners = new TreeMap<>();
    Domain domain = draft.network().domains().get(name);
    if (domain != null) {
      domain
          .ports()
          .forEach(
              (address, port) -> {
                if (address.family() == AddressFamily.IPV4) {
                  owners.put(address, port);
                }
              });
    }
    for (Group group : draft.network().groups().values()) {
      if (name.equals(group.domain()) && group.address() != null && group.ports().isEmpty()) {
        for (Group.Member member : group.members()) {
          int iface = draft.topology().interfaceId(member.at());
          if (iface >= 0 && !draft.atStart().interfacesDown().get(iface)) {
            owners.put(group.address(), member.at().toString());
            break;
          }
        }
      }
    }
    return owners;
  }
}
