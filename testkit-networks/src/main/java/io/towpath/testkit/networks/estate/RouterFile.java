package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one router while an estate is made: sections in the order in which its
 * dialect prints them. What the dialects spell alike is given as text; what they spell differently
 * has a method. Not thread-safe.
 */
abstract sealed class RouterFile permits IosFile, FrrFile {
  /** Whoever waits for a session to be given up, by a lab too, waits 15 s and not three minutes. */
  static final String TIMERS = " timers bgp 5 15\n";

  static final int HOST = 32;

  private final String name;
  private final long asn;
  private final Ipv4Address routerId;
  private final Dialect dialect;
  private int ports;
  private int localAses;
  private int lists;

  final Map<String, Block> interfaces = new LinkedHashMap<>();
  final List<Line> ospf = new ArrayList<>();
  final Map<String, BgpBlock> bgp = new LinkedHashMap<>();
  final List<Line> statics = new ArrayList<>();
  final List<Block> policies = new ArrayList<>();
  final List<String> vrfs = new ArrayList<>();

  RouterFile(String name, long asn, Ipv4Address routerId, Dialect dialect) {
    this.name = name;
    this.asn = asn;
    this.routerId = routerId;
    this.dialect = dialect;
  }

  static RouterFile of(String name, long asn, Ipv4Address routerId, Dialect dialect) {
    return switch (dialect) {
      case IOS_XE -> new IosFile(name, asn, routerId);
      case FRR -> new FrrFile(name, asn, routerId);
    };
  }

  /** A header and the lines below it. */
  record Block(Line header, List<Line> lines) {}

  /** BGP of one VRF: lines outside and inside of the address family. */
  record BgpBlock(List<Line> process, List<Line> family) {}

  final String name() {
    return name;
  }

  final long asn() {
    return asn;
  }

  final Ipv4Address routerId() {
    return routerId;
  }

  final Dialect dialect() {
    return dialect;
  }

  /** The element that is this router. */
  final String element() {
    return "router " + name;
  }

  final Set<String> needs(String... more) {
    return Line.with(List.of(element()), more);
  }

  /** BGP of the VRF {@code vrf}; the empty name is the global table. */
  final BgpBlock bgp(String vrf) {
    return bgp.computeIfAbsent(vrf, _ -> new BgpBlock(new ArrayList<>(), new ArrayList<>()));
  }

  /** Adds a line outside the address families. */
  final void process(String vrf, Set<String> needs, String text) {
    bgp(vrf).process().add(new Line(text, needs));
  }

  /** Adds a line inside the address family. */
  final void family(String vrf, Set<String> needs, String text) {
    bgp(vrf).family().add(new Line(text, needs));
  }

  /** Adds a list entry, route map or the like: a header with lines below it. */
  final void policy(Set<String> needs, String header, String... lines) {
    List<Line> below = new ArrayList<>();
    for (String line : lines) {
      below.add(new Line(line, needs));
    }
    policies.add(new Block(new Line(header, needs), below));
  }

  final int nextPort() {
    return ports++;
  }

  /** 1 and up: so many AS numbers of others does this router present. */
  final int nextLocalAs() {
    return ++localAses;
  }

  /** The number of the next AS-path list; 1 and up. */
  final int nextListNumber() {
    return ++lists;
  }

  final void onInterface(String port, Set<String> needs, String text) {
    Block block = interfaces.get(port);
    if (block == null) {
      throw new IllegalArgumentException(name + " has no interface " + port + ".");
    }
    block.lines().add(new Line(text, needs));
  }

  final void ospf(Set<String> needs, String text) {
    ospf.add(new Line(text, needs));
  }

  /** Adds an Ethernet interface and returns its name. */
  abstract String addPort(Ipv4Address address, int length, @Nullable String vrf, Set<String> needs);

  /** Name of the loopback. */
  abstract String loopback();

  /** Puts an interface into OSPF. */
  abstract void runOspf(String port, @Nullable Integer cost, boolean passive, Set<String> needs);

  /** Settings of the BGP process that every router has. */
  abstract void startBgp(String vrf, Ipv4Address id, Set<String> needs);

  abstract void network(String vrf, Prefix prefix, @Nullable String routeMap, Set<String> needs);

  abstract void aggregate(Prefix prefix, boolean summaryOnly, boolean asSet, Set<String> needs);

  /** Redistributes a protocol ("connected", "static", "ospf") into BGP. */
  abstract void intoBgp(String vrf, String source, String options, Set<String> needs);

  /** Redistributes a protocol ("connected", "static", "bgp") into OSPF. */
  abstract void intoOspf(String source, String options, Set<String> needs);

  /** A static route; {@code via} is an address, the empty text discards. */
  abstract void staticRoute(
      String vrf, Prefix prefix, String via, int distance, int tag, Set<String> needs);

  /** {@code next-hop-self} for reflected routes too. */
  abstract String nextHopSelfAll();

  /** Defines a VRF; must come before its interfaces. */
  final void vrf(String vrf) {
    vrfs.add(vrf);
  }

  /** The file without some elements. */
  abstract String text(Set<String> removed);

  static void append(StringBuilder text, String indent, List<Line> lines, Set<String> removed) {
    for (Line line : lines) {
      if (line.isWrittenWithout(removed)) {
        text.append(indent).append(line.text()).append('\n');
      }
    }
  }

  static void append(StringBuilder text, Block block, Set<String> removed) {
    if (block.header().isWrittenWithout(removed)) {
      text.append(block.header().text()).append('\n');
      append(text, " ", block.lines(), removed);
      if (!block.lines().isEmpty()) {
        text.append("!\n");
      }
    }
  }

  static Ipv4Address mask(int length) {
    return new Ipv4Address(length == 0 ? 0 : -1 << (HOST - length));
  }
}
