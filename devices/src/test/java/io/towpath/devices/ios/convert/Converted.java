package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Route;
import io.towpath.network.TunnelEnd;
import java.util.List;
import java.util.Objects;

/** A converted configuration, and short ways to its parts. */
record Converted(Fragment fragment) {

  /** Reads and converts a configuration of a router called r1. */
  static Converted of(String... lines) {
    return new Converted(
        IosXeConversion.convert(
            IosXeParser.parse("r1.cfg", String.join("\n", lines) + "\n"), "r1", null));
  }

  Node node() {
    return fragment.nodes().getFirst();
  }

  Interface iface(String name) {
    return Objects.requireNonNull(node().findInterface(name), name);
  }

  List<Route> routes(String vrf) {
    return Objects.requireNonNull(node().vrf(vrf), vrf).routes();
  }

  BgpSpeaker speaker(String vrf) {
    return node().bgp().stream().filter(s -> s.vrf().equals(vrf)).findFirst().orElseThrow();
  }

  BgpPeer peer(String address) {
    return node().bgp().stream()
        .flatMap(speaker -> speaker.peers().stream())
        .filter(peer -> peer.address().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  BgpPeer.Family family(String address) {
    return peer(address).families().getFirst();
  }

  OspfProcess ospf() {
    return node().ospf().getFirst();
  }

  TunnelEnd tunnel() {
    return node().tunnels().getFirst();
  }

  List<String> codes() {
    return fragment.findings().stream().map(finding -> finding.code()).toList();
  }

  List<String> unsupported() {
    return fragment.unsupported().stream().map(u -> u.origin().line() + " " + u.text()).toList();
  }
}
