package io.towpath.devices.windows.print;

import io.towpath.devices.windows.print.ScriptText.Command;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter.PortRange;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Translation: Routing and Remote Access where everything that leaves one interface takes its
 * address, else instances of {@code New-NetNat}.
 */
final class TranslationPrinter {
  private static final String NO_ADDRESS = "0.0.0.0";
  private static final int HOST_LENGTH = 32;
  private static final int MOST_PORT = 65535;

  /**
   * One translation of many.
   *
   * @param internal sources; null = all
   * @param pool outside addresses besides those of the interface
   */
  private record Instance(
      @Nullable Prefix internal, Interface outside, List<IpAddress> pool, Origin origin) {
    boolean isInside(Interface iface) {
      if (internal == null) {
        return true;
      }
      for (InterfaceAddress own : iface.addresses()) {
        if (internal.contains(own.address())) {
          return true;
        }
      }
      return false;
    }

    boolean owns(IpAddress address) {
      return outside.addresses().stream().anyMatch(own -> own.address().equals(address));
    }
  }

  private final WindowsPrinting printing;
  private final List<Instance> instances = new ArrayList<>();
  private final List<NatRule.Static> mappings = new ArrayList<>();
  private final Set<String> passing = new LinkedHashSet<>();
  private boolean mappingsAlone;

  TranslationPrinter(WindowsPrinting printing) {
    this.printing = printing;
    for (NatRule rule : printing.node.nat()) {
      switch (rule) {
        case NatRule.Static mapping -> mapping(mapping);
        case NatRule.Dynamic dynamic -> instance(dynamic);
        case NatRule.Redirect redirect ->
            absent(redirect, "Windows sends on in the name of the sender only.");
        case NatRule.AtInterface at ->
            absent(at, "Windows translates between an inside and an outside.");
      }
    }
    if (instances.isEmpty() && !mappings.isEmpty()) {
      forMappingsAlone();
    }
    sides();
  }

  /** True if Routing and Remote Access translates. */
  boolean isRemoteAccess() {
    return !mappingsAlone
        && instances.size() == 1
        && instances.getFirst().internal() == null
        && instances.getFirst().pool().isEmpty();
  }

  /** Interfaces that pass packets on because they are translated. */
  Set<String> passing() {
    return passing;
  }

  private void mapping(NatRule.Static mapping) {
    boolean port =
        mapping.vrf().equals(Vrf.DEFAULT)
            && mapping.length() == HOST_LENGTH
            && mapping.ports() == 1
            && (mapping.protocol() == PacketHeader.TCP || mapping.protocol() == PacketHeader.UDP);
    if (port) {
      mappings.add(mapping);
    } else {
      absent(mapping, "Windows maps single ports of TCP and UDP.");
    }
  }

  private void instance(NatRule.Dynamic rule) {
    Interface outside =
        rule.outInterface() == null || !printing.has(rule.outInterface())
            ? null
            : printing.node.findInterface(rule.outInterface());
    AddressSet sources = rule.sources().size() == 1 ? rule.sources().getFirst() : null;
    boolean all = sources instanceof AddressSet.Any;
    Prefix internal =
        sources instanceof AddressSet.Prefixes(List<Prefix> prefixes) && prefixes.size() == 1
            ? prefixes.getFirst()
            : null;
    if (outside == null
        || !all && internal == null
        || rule.filter() != null
        || !rule.protocols().isEmpty()
        || !rule.vrf().equals(Vrf.DEFAULT)) {
      absent(rule, "Windows translates one range of sources, or all, at one interface.");
      return;
    }
    instances.add(new Instance(internal, outside, rule.pool(), rule.origin()));
  }

  private void absent(NatRule rule, String reason) {
    printing.notes.absent(rule.origin(), "a translation", reason);
  }

  /** Ports are mapped at an instance, which then translates what is opened inside, too. */
  private void forMappingsAlone() {
    IpAddress address = mappings.getFirst().outside();
    for (Interface iface : printing.interfaces) {
      if (iface.addresses().stream().anyMatch(own -> own.address().equals(address))) {
        Origin origin = mappings.getFirst().origin();
        mappingsAlone = true;
        instances.add(new Instance(null, iface, List.of(), origin));
        printing.notes.approximated(
            origin,
            "port mappings without a translation of many",
            "Windows maps ports at a NAT, which gives ports to what is opened inside as well.");
        return;
      }
    }
  }

  /** What is inside and outside follows from the instances; the node may have it otherwise. */
  private void sides() {
    Map<String, NatSide> sides = new LinkedHashMap<>();
    for (Instance instance : instances) {
      sides.put(instance.outside().name(), NatSide.OUTSIDE);
      for (Interface iface : printing.interfaces) {
        boolean inside =
            !iface.name().equals(instance.outside().name())
                && !sides.containsKey(iface.name())
                && instance.isInside(iface);
        if (inside) {
          sides.put(iface.name(), NatSide.INSIDE);
          passing.add(iface.name());
          passing.add(instance.outside().name());
        }
      }
    }
    for (Interface iface : printing.interfaces) {
      NatSide side = sides.getOrDefault(iface.name(), NatSide.NONE);
      if (side != iface.natSide()) {
        printing.notes.approximated(
            iface.origin(),
            "the side of interface " + iface.name() + " for translation",
            "In Windows it follows from the range that is translated.");
      }
    }
  }

  void print() {
    if (isRemoteAccess()) {
      remoteAccess(instances.getFirst());
    } else if (!instances.isEmpty()) {
      netNat();
    } else {
      mappings.forEach(mapping -> absent(mapping, "No interface has its outside address."));
    }
  }

  private void remoteAccess(Instance instance) {
    String name = ScriptText.quoted(instance.outside().name());
    printing.text.section("NAT of Routing and Remote Access: what leaves takes the address");
    printing.text.line("netsh routing ip nat install");
    printing.text.line("netsh routing ip nat add interface name=" + name + " mode=full");
    for (NatRule.Static mapping : mappings) {
      printing.text.line(
          "netsh routing ip nat add portmapping name="
              + name
              + " proto="
              + protocol(mapping)
              + " publicip="
              + outside(mapping, instance)
              + " publicport="
              + mapping.outsidePort()
              + " privateip="
              + mapping.inside()
              + " privateport="
              + mapping.insidePort());
    }
  }

  private static String protocol(NatRule.Static mapping) {
    return mapping.protocol() == PacketHeader.TCP ? "tcp" : "udp";
  }

  /** The first address of the interface needs no name. */
  private static String outside(NatRule.Static mapping, Instance instance) {
    List<InterfaceAddress> own = instance.outside().addresses();
    return !own.isEmpty() && own.getFirst().address().equals(mapping.outside())
        ? NO_ADDRESS
        : mapping.outside().toString();
  }

  private void netNat() {
    List<List<NatRule.Static>> ofInstance = new ArrayList<>();
    instances.forEach(_ -> ofInstance.add(new ArrayList<>()));
    int from = 0;
    for (NatRule.Static mapping : mappings) {
      int at = from;
      while (at < instances.size() && !takes(instances.get(at), mapping)) {
        at++;
      }
      if (at == instances.size()) {
        absent(mapping, "No NAT of the script has its outside address.");
      } else {
        ofInstance.get(at).add(mapping);
        from = at;
      }
    }
    for (int i = 0; i < instances.size(); i++) {
      print(instances.get(i), "Nat" + (i + 1), ofInstance.get(i));
    }
  }

  private static boolean takes(Instance instance, NatRule.Static mapping) {
    boolean source = instance.internal() == null || instance.internal().contains(mapping.inside());
    return source
        && (instance.owns(mapping.outside()) || instance.pool().contains(mapping.outside()));
  }

  private void print(Instance instance, String name, List<NatRule.Static> ofIt) {
    printing.text.section("NAT for a range, and the ports that are mapped");
    Command command = new Command("New-NetNat").named("Name", name);
    if (instance.internal() != null) {
      command.with("InternalIPInterfaceAddressPrefix", instance.internal());
    }
    Prefix external = external(instance);
    if (external != null) {
      command.with("ExternalIPInterfaceAddressPrefix", external);
    }
    printing.text.add(command);
    instance.pool().forEach(address -> external(name, address, new PortRange(0, MOST_PORT)));
    ownPorts(instance, ofIt)
        .forEach((address, ports) -> ports.forEach(range -> external(name, address, range)));
    for (NatRule.Static mapping : ofIt) {
      printing.text.add(
          new Command("Add-NetNatStaticMapping")
              .named("NatName", name)
              .with("Protocol", protocol(mapping).toUpperCase(Locale.ROOT))
              .with("ExternalIPAddress", natAddress(mapping, instance))
              .with("ExternalPort", mapping.outsidePort())
              .with("InternalIPAddress", mapping.inside())
              .with("InternalPort", mapping.insidePort()));
    }
  }

  private void external(String nat, IpAddress address, PortRange ports) {
    printing.text.add(
        new Command("Add-NetNatExternalAddress")
            .named("NatName", nat)
            .with("IPAddress", address)
            .with("PortStart", ports.first())
            .with("PortEnd", ports.last()));
  }

  /** An address that the script gives is named; what DHCP gives is known to the server alone. */
  private static String natAddress(NatRule.Static mapping, Instance instance) {
    return instance.outside().dhcp() ? outside(mapping, instance) : mapping.outside().toString();
  }

  /**
   * The ports that are mapped of addresses of the server itself, which stays what it is at the
   * others.
   */
  private static Map<IpAddress, List<PortRange>> ownPorts(
      Instance instance, List<NatRule.Static> ofIt) {
    Map<IpAddress, TreeSet<Integer>> ports = new LinkedHashMap<>();
    for (NatRule.Static mapping : ofIt) {
      boolean named = !natAddress(mapping, instance).equals(NO_ADDRESS);
      if (named && !instance.pool().contains(mapping.outside())) {
        ports.computeIfAbsent(mapping.outside(), _ -> new TreeSet<>()).add(mapping.outsidePort());
      }
    }
    Map<IpAddress, List<PortRange>> ranges = new LinkedHashMap<>();
    ports.forEach((address, single) -> ranges.put(address, ranges(single)));
    return ranges;
  }

  private static List<PortRange> ranges(SortedSet<Integer> ports) {
    List<PortRange> ranges = new ArrayList<>();
    for (int port : ports) {
      if (!ranges.isEmpty() && ranges.getLast().last() == port - 1) {
        ranges.set(ranges.size() - 1, new PortRange(ranges.getLast().first(), port));
      } else {
        ranges.add(new PortRange(port, port));
      }
    }
    return ranges;
  }

  /** The subnet that leads outside; null where the interface needs none, or has none. */
  private @Nullable Prefix external(Instance instance) {
    for (InterfaceAddress own : instance.outside().addresses()) {
      Interface first =
          printing.interfaces.stream()
              .filter(
                  iface ->
                      iface.addresses().stream().anyMatch(a -> own.subnet().contains(a.address())))
              .findFirst()
              .orElse(null);
      if (instance.outside().equals(first)) {
        return own.subnet();
      }
    }
    Interface usual =
        printing.interfaces.stream()
            .filter(iface -> instance.internal() == null || !instance.isInside(iface))
            .findFirst()
            .orElse(null);
    if (!instance.outside().equals(usual) || !instance.pool().isEmpty()) {
      printing.notes.approximated(
          instance.origin(),
          "the interface " + instance.outside().name() + " of a translation",
          "Windows finds it by its subnet, which is not its own alone or not known.");
    }
    return null;
  }
}
