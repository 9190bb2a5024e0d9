package io.towpath.testkit.networks;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The IOS-XE configuration of one router while a generator adds to it: sections in the order in
 * which IOS-XE prints them, statements within a section in the order in which they were added. Not
 * thread-safe.
 */
final class RouterConfiguration {
  static final int ADDRESS_BITS = 32;
  private static final int PORTS_OF_A_SLOT = 48;

  private final String name;
  private final long asn;
  private final Ipv4Address routerId;
  private final Map<String, List<String>> interfaces = new LinkedHashMap<>();
  private final List<String> ospf = new ArrayList<>();
  private final List<String> bgp = new ArrayList<>();
  private final List<String> bgpIpv4 = new ArrayList<>();
  private final List<String> staticRoutes = new ArrayList<>();
  private final List<String> policies = new ArrayList<>();
  private int ports;

  RouterConfiguration(String name, long asn, Ipv4Address routerId) {
    this.name = name;
    this.asn = asn;
    this.routerId = routerId;
  }

  String name() {
    return name;
  }

  long asn() {
    return asn;
  }

  Ipv4Address routerId() {
    return routerId;
  }

  /** The name of the next free port. */
  String nextPort() {
    int port = ports++;
    return "TenGigabitEthernet%d/0/%d".formatted(port / PORTS_OF_A_SLOT, port % PORTS_OF_A_SLOT);
  }

  /** Adds an interface with an address. */
  void addInterface(String port, Ipv4Address address, int length, String... statements) {
    List<String> lines = new ArrayList<>(List.of(statements));
    lines.add("ip address %s %s".formatted(address, mask(length)));
    interfaces.put(port, lines);
  }

  /** Adds statements to an interface. */
  void onInterface(String port, String... statements) {
    List<String> lines = interfaces.get(port);
    if (lines == null) {
      throw new IllegalArgumentException(name + " has no interface " + port + ".");
    }
    lines.addAll(List.of(statements));
  }

  /** Adds {@code Loopback0} with the router id. */
  void addLoopback() {
    addInterface("Loopback0", routerId, ADDRESS_BITS);
  }

  /** Adds statements to {@code router ospf 1}. */
  void ospf(String... statements) {
    ospf.addAll(List.of(statements));
  }

  /** Adds statements to {@code router bgp}, outside its address family. */
  void bgp(String... statements) {
    bgp.addAll(List.of(statements));
  }

  /** Adds statements to {@code address-family ipv4} of {@code router bgp}. */
  void bgpIpv4(String... statements) {
    bgpIpv4.addAll(List.of(statements));
  }

  /** Adds a network statement. */
  void originate(Prefix prefix) {
    bgpIpv4("network %s mask %s".formatted(prefix.network(), mask(prefix.length())));
  }

  /** Adds a static route; {@code nextHop} is an address or an interface. */
  void staticRoute(Prefix prefix, String nextHop) {
    staticRoutes.add(
        "ip route %s %s %s".formatted(prefix.network(), mask(prefix.length()), nextHop));
  }

  /** Adds lists or route maps, written as they shall stand. */
  void policies(String... lines) {
    policies.addAll(List.of(lines));
  }

  /** The configuration so far. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("version 17.9\nhostname ").append(name).append("\n!\n");
    interfaces.forEach((port, lines) -> section(text, "interface " + port, lines));
    if (!ospf.isEmpty()) {
      section(text, "router ospf 1", ospf);
    }
    if (!bgp.isEmpty()) {
      text.append("router bgp ").append(asn).append('\n');
      append(text, " ", bgp);
      text.append(" !\n address-family ipv4\n");
      append(text, "  ", bgpIpv4);
      text.append(" exit-address-family\n!\n");
    }
    block(text, staticRoutes);
    block(text, policies);
    return text.append("end\n").toString();
  }

  private static void section(StringBuilder text, String header, Collection<String> lines) {
    text.append(header).append('\n');
    append(text, " ", lines);
    text.append("!\n");
  }

  private static void block(StringBuilder text, Collection<String> lines) {
    append(text, "", lines);
    text.append(lines.isEmpty() ? "" : "!\n");
  }

  private static void append(StringBuilder text, String indent, Collection<String> lines) {
    for (String line : lines) {
      text.append(indent).append(line).append('\n');
    }
  }

  private static Ipv4Address mask(int length) {
    return new Ipv4Address(length == 0 ? 0 : -1 << (ADDRESS_BITS - length));
  }
}
