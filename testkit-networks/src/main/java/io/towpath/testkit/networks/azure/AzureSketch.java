package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An Azure estate while it is made. Not thread-safe. */
final class AzureSketch {
  final long seed;
  final List<Vnet> vnets = new ArrayList<>();
  final List<Peering> peerings = new ArrayList<>();
  final List<Appliance> appliances = new ArrayList<>();

  /** Prefixes that customers announce, from whatever site. */
  final List<String> customerPrefixes = new ArrayList<>();

  /** Resources by the name of their file. */
  final SortedMap<String, List<Line>> resources = new TreeMap<>();

  final SortedMap<String, ConfigFile> devices = new TreeMap<>();
  final List<Line> deviceEntries = new ArrayList<>();
  final List<Line> hosts = new ArrayList<>();
  final List<Line> cables = new ArrayList<>();
  final List<Line> failures = new ArrayList<>();
  private final SortedMap<String, Integer> features = new TreeMap<>();
  private int publicAddresses;
  private int sessions;

  AzureSketch(long seed) {
    this.seed = seed;
  }

  /**
   * Two peered VNets.
   *
   * @param transit the second uses gateways and Route Server of the first
   */
  record Peering(Vnet one, Vnet other, boolean transit) {
    String element() {
      return "peering " + one.name() + "-" + other.name();
    }

    Set<String> needs(String... more) {
      return Line.with(Line.with(one.needs(other.element()), element()), more);
    }
  }

  /** A machine that routes. */
  record Appliance(String name, Vnet vnet, int number, long asn, ConfigFile config) {
    String element() {
      return "appliance " + name;
    }

    Set<String> needs(String... more) {
      return Line.with(vnet.needs(element()), more);
    }

    /** Its address, beside those of other appliances of the subnet. */
    String address() {
      return vnet.address(Vnet.Subnet.APPLIANCES.third, 4 + number);
    }
  }

  Dice dice(String concern) {
    return new Dice(seed, concern);
  }

  void note(String feature) {
    features.merge(feature, 1, Integer::sum);
  }

  SortedMap<String, Integer> features() {
    return features;
  }

  void countSessions(int more) {
    sessions += more;
  }

  int sessions() {
    return sessions;
  }

  List<Vnet> hubs() {
    return vnets.stream().filter(Vnet::hub).toList();
  }

  List<Appliance> appliancesOf(Vnet vnet) {
    return appliances.stream().filter(a -> a.vnet().equals(vnet)).toList();
  }

  void add(String file, Set<String> needs, Json resource) {
    resources.computeIfAbsent(file, _ -> new ArrayList<>()).add(new Line(resource.text(), needs));
  }

  void addMachine(String name, String subnet, String address, boolean forwards, Set<String> needs) {
    add("machines", needs, Arm.nic(name, subnet, address, forwards));
    add("machines", needs, Arm.machine(name));
  }

  /** A public address of Azure; returns it. */
  String addPublicAddress(String name, Set<String> needs) {
    String address = "203.0.113." + (10 + publicAddresses++);
    add("public-addresses", needs, Arm.publicAddress(name, address));
    return address;
  }

  /** A router of a customer, in IOS-XE. */
  ConfigFile addRouter(String name, Set<String> needs) {
    ConfigFile config = new ConfigFile(needs, false);
    String path = "devices/" + name + ".cfg";
    devices.put(path, config);
    deviceEntries.add(
        new Line("{name: %s, config: %s, dialect: ios-xe}".formatted(name, path), needs));
    config.add(ConfigFile.Section.HEAD, needs, "version 17.9", "hostname " + name);
    return config;
  }

  /** A LAN of a customer with one machine; {@code lan} is its first three octets. */
  void addLan(String router, ConfigFile config, String lan, Set<String> needs) {
    config.add(
        ConfigFile.Section.INTERFACES,
        needs,
        "interface GigabitEthernet1",
        " ip address %s.1 255.255.255.0".formatted(lan),
        "!");
    customerPrefixes.add(lan + ".0/24");
    hosts.add(
        new Line(
            "{name: pc-%s, address: %s.10/24, gateway: %s.1, on: '%s:GigabitEthernet1', os: linux}"
                .formatted(router, lan, lan, router),
            needs));
  }
}
