package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A configuration in the words of IOS-XE. */
final class IosFile extends RouterFile {
  private static final String LOOPBACK = "Loopback0";

  IosFile(String name, long asn, Ipv4Address routerId) {
    super(name, asn, routerId, Dialect.IOS_XE);
    addInterface(LOOPBACK, routerId, HOST, null, needs());
  }

  @Override
  String addPort(Ipv4Address address, int length, @Nullable String vrf, Set<String> needs) {
    String port = "GigabitEthernet0/0/" + nextPort();
    addInterface(port, address, length, vrf, needs);
    return port;
  }

  private void addInterface(
      String port, Ipv4Address address, int length, @Nullable String vrf, Set<String> needs) {
    List<Line> lines = new ArrayList<>();
    if (vrf != null) {
      lines.add(new Line("vrf forwarding " + vrf, needs));
    }
    lines.add(new Line("ip address %s %s".formatted(address, mask(length)), needs));
    interfaces.put(port, new Block(new Line("interface " + port, needs), lines));
  }

  @Override
  String loopback() {
    return LOOPBACK;
  }

  @Override
  void runOspf(String port, @Nullable Integer cost, boolean passive, Set<String> needs) {
    onInterface(port, needs, "ip ospf 1 area 0");
    if (cost != null) {
      onInterface(port, needs, "ip ospf cost " + cost);
    }
    if (passive) {
      ospf(needs, "passive-interface " + port);
    }
  }

  @Override
  void startBgp(String vrf, Ipv4Address id, Set<String> needs) {
    process(vrf, needs, "bgp router-id " + id);
    if (vrf.isEmpty()) {
      process(vrf, needs, "bgp log-neighbor-changes");
      process(vrf, needs, "bgp bestpath compare-routerid");
      process(vrf, needs, "bgp deterministic-med");
      process(vrf, needs, "no bgp default ipv4-unicast");
    }
  }

  @Override
  void network(String vrf, Prefix prefix, @Nullable String routeMap, Set<String> needs) {
    family(
        vrf,
        needs,
        "network %s mask %s".formatted(prefix.network(), mask(prefix.length()))
            + (routeMap == null ? "" : " route-map " + routeMap));
  }

  @Override
  void aggregate(Prefix prefix, boolean summaryOnly, boolean asSet, Set<String> needs) {
    family(
        "",
        needs,
        "aggregate-address %s %s".formatted(prefix.network(), mask(prefix.length()))
            + (asSet ? " as-set" : "")
            + (summaryOnly ? " summary-only" : ""));
  }

  @Override
  void intoBgp(String vrf, String source, String options, Set<String> needs) {
    family(
        vrf,
        needs,
        "redistribute "
            + (source.equals("ospf") ? "ospf 1 match internal external 1 external 2" : source)
            + options);
  }

  @Override
  void intoOspf(String source, String options, Set<String> needs) {
    ospf(
        needs,
        "redistribute " + (source.equals("bgp") ? "bgp " + asn() : source) + " subnets" + options);
  }

  @Override
  void staticRoute(
      String vrf, Prefix prefix, String via, int distance, int tag, Set<String> needs) {
    statics.add(
        new Line(
            "ip route "
                + (vrf.isEmpty() ? "" : "vrf " + vrf + " ")
                + "%s %s ".formatted(prefix.network(), mask(prefix.length()))
                + (via.isEmpty() ? "Null0" : via)
                + (distance == 1 ? "" : " " + distance)
                + (tag == 0 ? "" : " tag " + tag),
            needs));
  }

  @Override
  String nextHopSelfAll() {
    return "next-hop-self all";
  }

  @Override
  String text(Set<String> removed) {
    StringBuilder text = new StringBuilder();
    text.append("version 17.9\nhostname ").append(name()).append("\n!\n");
    for (String vrf : vrfs) {
      if (new Line("", needs("vrf " + vrf)).isWrittenWithout(removed)) {
        text.append("vrf definition ").append(vrf).append('\n');
        text.append(" rd 65000:").append(vrfs.indexOf(vrf) + 1).append('\n');
        text.append(" !\n address-family ipv4\n exit-address-family\n!\n");
      }
    }
    interfaces.values().forEach(block -> append(text, block, removed));
    if (!ospf.isEmpty()) {
      text.append("router ospf 1\n");
      append(text, " ", ospf, removed);
      text.append("!\n");
    }
    appendBgp(text, removed);
    append(text, "", statics, removed);
    text.append("!\n");
    policies.forEach(block -> append(text, block, removed));
    return text.append("end\n").toString();
  }

  private void appendBgp(StringBuilder text, Set<String> removed) {
    if (bgp.isEmpty()) {
      return;
    }
    text.append("router bgp ").append(asn()).append('\n').append(TIMERS);
    append(text, " ", bgp("").process(), removed);
    for (Map.Entry<String, BgpBlock> block : bgp.entrySet()) {
      String vrf = block.getKey();
      if (!vrf.isEmpty() && removed.contains("vrf " + vrf)) {
        continue;
      }
      text.append(" !\n address-family ipv4").append(vrf.isEmpty() ? "" : " vrf " + vrf);
      text.append('\n');
      if (!vrf.isEmpty()) {
        append(text, "  ", block.getValue().process(), removed);
      }
      append(text, "  ", block.getValue().family(), removed);
      text.append(" exit-address-family\n");
    }
    text.append("!\n");
  }
}
