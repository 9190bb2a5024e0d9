package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsKinds;
import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.NatExternalAddress;
import io.towpath.devices.windows.WindowsStatement.NatInstance;
import io.towpath.devices.windows.WindowsStatement.NatInterface;
import io.towpath.devices.windows.WindowsStatement.NatMode;
import io.towpath.devices.windows.WindowsStatement.NatStaticMapping;
import io.towpath.devices.windows.convert.WindowsInterfaces.Draft;
import io.towpath.net.IpAddress;
import io.towpath.network.AddressSet;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Translation: by Routing and Remote Access, where what leaves an interface in full mode takes its
 * address (R256), or by instances of {@code New-NetNat} (R225, R262). Marks the sides of
 * interfaces.
 */
final class WindowsNat {
  private static final int HOST_LENGTH = 32;

  private final WindowsReading reading;
  private final WindowsInterfaces interfaces;
  private final List<NatRule> mappings = new ArrayList<>();
  private final List<NatRule> shared = new ArrayList<>();

  /** Interfaces with NAT of Routing and Remote Access besides the first. */
  private final List<Draft> further = new ArrayList<>();

  WindowsNat(WindowsReading reading, WindowsInterfaces interfaces) {
    this.reading = reading;
    this.interfaces = interfaces;
  }

  /** Static mappings, then what many addresses share. */
  List<NatRule> convert() {
    remoteAccess();
    instances().values().stream()
        .sorted(Comparator.comparingInt(NatInstance::line))
        .forEach(this::instance);
    List<NatRule> rules = new ArrayList<>(mappings);
    rules.addAll(shared);
    return rules;
  }

  /** Routing and Remote Access, command by command. */
  private void remoteAccess() {
    Draft outside = null;
    for (WindowsStatement statement : reading.config.statements()) {
      Draft named = interfaces.meant(statement);
      if (named == null) {
        continue;
      }
      if (statement instanceof NatInterface said && said.mode() == NatMode.FULL) {
        if (outside == null) {
          outside = named;
          sides(outside, null);
          share(List.of(new AddressSet.Any()), List.of(), outside, said.line());
        } else {
          reading.unsupported(said.line(), "a second interface with NAT, " + said.iface());
          further.add(named);
        }
      } else if (statement instanceof NatStaticMapping mapping) {
        portMapping(mapping, named, outside);
      }
    }
  }

  /**
   * A port is mapped where NAT translates what leaves, and nowhere else. ASSUMPTION(A-038): no page
   * says whether netsh refuses the command elsewhere or lets it do nothing; an error either way.
   */
  private void portMapping(NatStaticMapping mapping, Draft named, @Nullable Draft outside) {
    if (named == outside) {
      map(mapping, mapping.external() == null ? named.address() : mapping.external());
    } else if (further.contains(named)) {
      reading.unsupported(mapping.line(), "a port of a second interface with NAT");
    } else {
      reading.refuse(
          "TP3211",
          mapping.line(),
          "The interface \""
              + mapping.iface()
              + "\" has no NAT that translates what leaves it, so none of its ports can be mapped.",
          "Write netsh routing ip nat add interface name=\""
              + mapping.iface()
              + "\" mode=full before it.");
    }
  }

  /** Instances by name; one that exists already is known by what is added to it. */
  private Map<String, NatInstance> instances() {
    Map<String, NatInstance> instances = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    reading.all(NatInstance.class).forEach(said -> instances.putIfAbsent(said.name(), said));
    for (NatExternalAddress added : reading.all(NatExternalAddress.class)) {
      if (!instances.containsKey(added.nat())) {
        instances.put(added.nat(), new NatInstance(added.line(), added.nat(), null, null));
        reading.remark(
            WindowsKinds.ASSUMED_NAT,
            added.line(),
            "The script does not create the NAT \""
                + added.nat()
                + "\"; it is assumed to exist and to translate every source.",
            "");
      }
    }
    for (NatStaticMapping mapping : reading.all(NatStaticMapping.class)) {
      if (mapping.nat() != null && !instances.containsKey(mapping.nat())) {
        reading.refuse(
            "TP3205",
            mapping.line(),
            "There is no NAT \"" + mapping.nat() + "\".",
            "Create it by New-NetNat.");
      }
    }
    return instances;
  }

  private void instance(NatInstance nat) {
    List<NatExternalAddress> external =
        reading.all(NatExternalAddress.class).stream()
            .filter(added -> added.nat().equalsIgnoreCase(nat.name()))
            .toList();
    Draft outside = outside(nat, external);
    if (outside == null) {
      reading.unsupported(nat.line(), "New-NetNat " + nat.name() + ": no interface leads outside");
      return;
    }
    sides(outside, nat);
    List<AddressSet> sources =
        nat.internal() == null
            ? List.of(new AddressSet.Any())
            : List.of(new AddressSet.Prefixes(List.of(nat.internal())));
    List<IpAddress> pool = new ArrayList<>();
    for (NatExternalAddress added : external) {
      // The server's own address stays its own for ports that no mapping takes.
      boolean own = outside.addresses().stream().anyMatch(a -> a.address().equals(added.address()));
      if (!own && !pool.contains(added.address())) {
        pool.add(added.address());
      }
    }
    share(sources, pool, outside, nat.line());
    for (NatStaticMapping mapping : reading.all(NatStaticMapping.class)) {
      if (nat.name().equalsIgnoreCase(mapping.nat())) {
        staticMapping(mapping, external, outside);
      }
    }
  }

  /** R225: a port is the NAT's only within the ranges of an address that was added to it. */
  private void staticMapping(
      NatStaticMapping mapping, List<NatExternalAddress> external, Draft outside) {
    if (mapping.external() == null) {
      map(mapping, outside.address());
      return;
    }
    boolean granted =
        external.isEmpty()
            ? outside.addresses().stream().anyMatch(a -> a.address().equals(mapping.external()))
            : external.stream()
                .anyMatch(
                    added ->
                        added.address().equals(mapping.external())
                            && added.ports().contains(mapping.externalPort()));
    if (granted) {
      map(mapping, mapping.external());
    } else {
      reading.remark(
          WindowsKinds.MAPPING_WITHOUT_PORT,
          mapping.line(),
          "The NAT \""
              + mapping.nat()
              + "\" has no port "
              + mapping.externalPort()
              + " of "
              + mapping.external()
              + "; the mapping has no effect.",
          "Add the port by Add-NetNatExternalAddress.");
    }
  }

  private void map(NatStaticMapping mapping, @Nullable IpAddress outside) {
    if (outside == null) {
      reading.unsupported(mapping.line(), "a mapping whose outside address is not known");
      return;
    }
    mappings.add(
        new NatRule.Static(
            Vrf.DEFAULT,
            mapping.internal(),
            outside,
            HOST_LENGTH,
            mapping.protocol(),
            mapping.internalPort(),
            mapping.externalPort(),
            1,
            reading.origin(mapping.line())));
  }

  private void share(List<AddressSet> sources, List<IpAddress> pool, Draft outside, int line) {
    shared.add(
        new NatRule.Dynamic(
            Vrf.DEFAULT, sources, null, pool, outside.name(), List.of(), reading.origin(line)));
  }

  /** Where the NAT says, else where its addresses lie, else the first adapter: R62. */
  private @Nullable Draft outside(NatInstance nat, List<NatExternalAddress> external) {
    for (Draft draft : interfaces.drafts()) {
      boolean leadsOut =
          nat.external() != null
              ? draft.isIn(nat.external())
              : external.stream().anyMatch(added -> draft.reaches(added.address()));
      if (leadsOut) {
        return draft;
      }
    }
    for (Draft draft : interfaces.drafts()) {
      if (nat.internal() == null || !draft.isIn(nat.internal())) {
        return draft;
      }
    }
    return null;
  }

  /**
   * Everything but the outside is inside, or what lies in the range of an instance. NAT passes on
   * what it translates, whatever is said about forwarding.
   */
  private void sides(Draft outside, @Nullable NatInstance nat) {
    outside.natSide = NatSide.OUTSIDE;
    for (Draft draft : interfaces.drafts()) {
      boolean inside =
          draft != outside
              && draft.natSide == NatSide.NONE
              && (nat == null || nat.internal() == null || draft.isIn(nat.internal()));
      if (inside) {
        draft.natSide = NatSide.INSIDE;
        draft.forwards = true;
        outside.forwards = true;
      }
    }
  }
}
