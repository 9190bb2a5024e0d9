package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Forward;

/** A forward in the words of tests. */
final class ForwardText {
  private ForwardText() {}

  static String of(Topology topology, Forward forward) {
    return switch (forward) {
      case Forward.Neighbour(int iface, IpAddress address) ->
          address + "@" + topology.iface(iface).name();
      case Forward.Attached(int iface) -> "on " + topology.iface(iface).name();
      case Forward.Receive(int iface) -> "own " + topology.iface(iface).name();
      case Forward.ToPort(String domain, IpAddress address) -> domain + ":" + address;
      case Forward.Deliver(String domain, var filter) ->
          "deliver " + domain + (filter == null ? "" : " by " + filter);
      case Forward.ToGroup(String group) -> "group " + group;
      case Forward.IntoTunnel(int iface) -> "tunnel " + topology.iface(iface).name();
      case Forward.OtherVrf(int vrf) -> "vrf " + topology.vrf(vrf).name();
      case Forward.Internet(int iface) -> "internet " + topology.iface(iface).name();
      case Forward.Discard(boolean silent) -> silent ? "drop silently" : "drop";
    };
  }
}
