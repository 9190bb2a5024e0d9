package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A configuration in the words of FRR 8. */
final class FrrFile extends RouterFile {
  private static final String LOOPBACK = "lo";

  FrrFile(String name, long asn, Ipv4Address routerId) {
    super(name, asn, routerId, Dialect.FRR);
    addInterface(LOOPBACK, routerId, HOST, null, needs());
  }

  @Override
  String addPort(Ipv4Address address, int length, @Nullable String vrf, Set<String> needs) {
    String port = "eth" + nextPort();
    addInterface(port, address, length, vrf, needs);
    return port;
  }

  private void addInterface(
      String port, Ipv4Address address, int length, @Nullable String vrf, Set<String> needs) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("ip address %s/%d".formatted(address, length), needs));
    String header = "interface " + port + (vrf == null ? "" : " vrf " + vrf);
    interfaces.put(port, new Block(new Line(header, needs), lines));
  }

  @Override
  String loopback() {
    return LOOPBACK;
  }

  @Override
  void runOspf(String port, @Nullable Integer cost, boolean passive, Set<String> needs) {
    onInterface(port, needs, "ip ospf area 0");
    // The speed that FRR reads from the kernel is no property of the network; so always say it.
    onInterface(port, needs, "ip ospf cost " + (cost == null ? 1 : cost));
    if (passive) {
      onInterface(port, needs, "ip ospf passive");
    }
  }

  @Override
  void startBgp(String vrf, Ipv4Address id, Set<String> needs) {
    process(vrf, needs, "bgp router-id " + id);
    process(vrf, needs, "no bgp ebgp-requires-policy");
    process(vrf, needs, "no bgp default ipv4-unicast");
    process(vrf, needs, "bgp bestpath compare-routerid");
    process(vrf, needs, "bgp deterministic-med");
  }

  @Override
  void network(String vrf, Prefix prefix, @Nullable String routeMap, Set<String> needs) {
    family(vrf, needs, "network " + prefix + (routeMap == null ? "" : " route-map " + routeMap));
  }

  @Override
  void aggregate(Prefix prefix, boolean summaryOnly, boolean asSet, Set<String> needs) {
    family(
        "",
        needs,
        "aggregate-address "
            + prefix
            + (asSet ? " as-set" : "")
            + (summaryOnly ? " summary-only" : ""));
  }

  @Override
  void intoBgp(String vrf, String source, String options, Set<String> needs) {
    family(vrf, needs, "redistribute " + source + options);
  }

  @Override
  void intoOspf(String source, String options, Set<String> needs) {
    ospf(needs, "redistribute " + source + options);
  }

  @Override
  void staticRoute(
      String vrf, Prefix prefix, String via, int distance, int tag, Set<String> needs) {
    statics.add(
        new Line(
            "ip route "
                + prefix
                + (via.isEmpty() ? " blackhole" : " " + via)
                + (tag == 0 ? "" : " tag " + tag)
                + (distance == 1 ? "" : " " + distance)
                + (vrf.isEmpty() ? "" : " vrf " + vrf),
            needs));
  }

  @Override
  String nextHopSelfAll() {
    return "next-hop-self force";
  }

  @Override
  String text(Set<String> removed) {
    StringBuilder text = new StringBuilder();
    text.append("frr version 8.4.4\nfrr defaults traditional\nhostname ").append(name());
    text.append("\n!\n");
    for (String vrf : vrfs) {
      if (!removed.contains("vrf " + vrf)) {
        text.append("vrf ").append(vrf).append("\nexit-vrf\n!\n");
      }
    }
    append(text, "", statics, removed);
    text.append("!\n");
    interfaces.values().forEach(block -> append(text, block, removed));
    if (!ospf.isEmpty()) {
      text.append("router ospf\n");
      append(text, " ", ospf, removed);
      text.append("exit\n!\n");
    }
    for (Map.Entry<String, BgpBlock> block : bgp.entrySet()) {
      appendBgp(text, block.getKey(), block.getValue(), removed);
    }
    policies.forEach(block -> append(text, inFrr(block), removed));
    return text.append("end\n").toString();
  }

  private void appendBgp(StringBuilder text, String vrf, BgpBlock block, Set<String> removed) {
    if (removed.contains("vrf " + vrf)) {
      return;
    }
    text.append("router bgp ").append(asn()).append(vrf.isEmpty() ? "" : " vrf " + vrf);
    text.append('\n').append(TIMERS);
    append(text, " ", block.process(), removed);
    text.append(" !\n address-family ipv4 unicast\n");
    append(text, "  ", block.family(), removed);
    text.append(" exit-address-family\nexit\n!\n");
  }

  /** Lists of BGP attributes belong to {@code bgp}, all others to {@code ip} as on IOS-XE. */
  private static Block inFrr(Block block) {
    Line header = block.header();
    String text = header.text();
    if (text.startsWith("ip as-path ") || text.startsWith("ip community-list ")) {
      text = "bgp" + text.substring("ip".length());
    }
    return new Block(new Line(text, header.needs()), block.lines());
  }
}
