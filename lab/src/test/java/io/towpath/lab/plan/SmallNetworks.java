package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.Group;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Services;
import io.towpath.network.Timers;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;

/** Parts of networks for the tests of plans. */
final class SmallNetworks {
  private static final HostTemplate LINUX =
      new HostTemplate(false, List.of(), List.of(), Services.ASSUMED, List.of());

  private SmallNetworks() {}

  /** Two routers with a cable and BGP, and a host behind the second. */
  static TopologyBuilder pair() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").iface("Loopback0", "10.255.0.1/32");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002).network("10.255.0.1/32");
    net.router("b").iface("GigabitEthernet0/0/0", "10.1.0.1/24");
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001).network("10.1.0.0/24");
    host(net, "pc", "10.1.0.10", 24, "10.1.0.1", "b:GigabitEthernet0/0/0");
    return net;
  }

  static void host(
      TopologyBuilder net, String name, String address, int length, String gateway, String at) {
    net.fragment()
        .hosts
        .add(
            new Host(
                name,
                List.of(IpAddress.parse(address)),
                length,
                IpAddress.parse(gateway),
                TopologyBuilder.place(at),
                LINUX,
                Origin.NONE));
  }

  /** A virtual address of two interfaces, the first preferred. */
  static void virtual(TopologyBuilder net, String address, String first, String second) {
    net.fragment()
        .groups
        .add(
            new Group(
                "virtual " + address,
                IpAddress.parse(address),
                null,
                List.of(member(first, 110), member(second, 100)),
                Group.Choice.FIRST_HEALTHY,
                false,
                false,
                Timers.BGP,
                Origin.NONE));
  }

  private static Group.Member member(String at, int priority) {
    InterfaceRef ref = TopologyBuilder.place(at);
    return new Group.Member(ref, priority, new Group.Health.InterfaceUp());
  }

  static LabPlan plan(TopologyBuilder net) {
    return LabCompiler.compile(net.build(), Features.LEAST);
  }
}
