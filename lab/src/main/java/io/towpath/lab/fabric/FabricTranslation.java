package io.towpath.lab.fabric;

import io.towpath.lab.fabric.FabricState.SetKey;
import io.towpath.lab.fabric.FabricState.TableKey;
import io.towpath.lab.fabric.LinuxRoute.Blackhole;
import io.towpath.lab.fabric.LinuxRoute.Hop;
import io.towpath.lab.fabric.LinuxRoute.Hops;
import io.towpath.lab.plan.DynamicSet;
import io.towpath.lab.plan.DynamicSets;
import io.towpath.lab.plan.FabricNumbers;
import io.towpath.lab.plan.LabNames;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Translates the tables of a fabric to Linux. A pure function.
 *
 * <p>Linux has no "deliver to whoever owns the destination": a route that delivers prefix P into a
 * domain becomes a route for each address that the domain owns inside P, as far as P is its longest
 * match, and a drop for the rest of P. IPv6 is left out.
 */
final class FabricTranslation {
  private final Topology topology;
  private final LabNames names;
  private final FabricRoutes routes;
  private final PortElection election;
  private final Collection<Failure.DeliveryDown> cuts;
  private final Map<TableKey, LinuxTable> tables = new LinkedHashMap<>();
  private final Map<DynamicSetKey, List<Prefix>> delivered = new LinkedHashMap<>();
  private final SequencedSet<String> problems = new LinkedHashSet<>();

  private record DynamicSetKey(VrfRef vrf, String filter) {}

  private FabricTranslation(
      Topology topology,
      LabNames names,
      FabricRoutes routes,
      PortElection election,
      Collection<Failure.DeliveryDown> cuts) {
    this.topology = topology;
    this.names = names;
    this.routes = routes;
    this.election = election;
    this.cuts = cuts;
  }

  /**
   * What the kernel shall hold.
   *
   * @param cuts deliveries that failures cut
   */
  static FabricState of(
      Topology topology,
      LabNames names,
      DynamicSets sets,
      FabricRoutes routes,
      PortElection election,
      Collection<Failure.DeliveryDown> cuts) {
    FabricTranslation translation = new FabricTranslation(topology, names, routes, election, cuts);
    for (Node node : FabricNumbers.fabrics(topology.network())) {
      FabricNumbers.tables(node).forEach((vrf, number) -> translation.addTable(node, vrf, number));
    }
    return new FabricState(
        translation.tables,
        translation.sets(sets),
        translation.answering(),
        List.copyOf(translation.problems));
  }

  private void addTable(Node node, String vrf, int number) {
    VrfRef ref = new VrfRef(node.name(), vrf);
    Fib fib = routes.fib(ref);
    TreeMap<Prefix, LinuxRoute> table = new TreeMap<>();
    for (int i = 0; i < fib.size(); i++) {
      FibEntry entry = fib.entry(i);
      if (entry.prefix().family() == AddressFamily.IPV4) {
        addEntry(ref, fib, entry, table);
      }
    }
    tables.put(new TableKey(names.space(node, vrf), number), new LinuxTable(table));
  }

  private void addEntry(VrfRef vrf, Fib fib, FibEntry entry, Map<Prefix, LinuxRoute> table) {
    SequencedSet<Hop> hops = new LinkedHashSet<>();
    boolean lost = false;
    for (Forward forward : entry.forwards()) {
      if (forward instanceof Forward.Deliver(String domain, var filter)) {
        List<Prefix> addresses = deliver(vrf, domain, fib, entry, table);
        if (filter != null) {
          delivered
              .computeIfAbsent(new DynamicSetKey(vrf, filter), _ -> new ArrayList<>())
              .addAll(addresses);
        }
      } else {
        List<Hop> found = hops(vrf, forward);
        hops.addAll(found);
        lost |= found.isEmpty();
      }
    }
    if (lost && !hops.isEmpty()) {
      problems.add(
          "A route of "
              + vrf
              + " to "
              + entry.prefix()
              + " has next hops that nobody has: their share of flows goes by the others.");
    }
    table.putIfAbsent(entry.prefix(), route(hops));
  }

  private static LinuxRoute route(Collection<Hop> hops) {
    return hops.isEmpty() ? new Blackhole() : new Hops(List.copyOf(hops));
  }

  private List<Prefix> deliver(
      VrfRef vrf, String domain, Fib fib, FibEntry entry, Map<Prefix, LinuxRoute> table) {
    List<Prefix> addresses = new ArrayList<>();
    election
        .owners(domain)
        .forEach(
            (address, ports) -> {
              FibEntry match = entry.prefix().contains(address) ? fib.match(address) : null;
              if (match != null && match.prefix().equals(entry.prefix())) {
                Prefix host = Prefix.host(address);
                addresses.add(host);
                table.put(host, route(isCut(vrf, domain) ? List.of() : devices(ports)));
              }
            });
    return addresses;
  }

  private boolean isCut(VrfRef vrf, String domain) {
    List<String> layers = topology.vrf(topology.vrfId(vrf)).layers();
    return cuts.stream()
        .anyMatch(cut -> cut.domain().equals(domain) && layers.contains(cut.vrfLayer()));
  }

  private List<Hop> devices(List<InterfaceRef> ports) {
    return ports.stream()
        .filter(election::carries)
        .map(port -> new Hop(names.iface(port), null))
        .toList();
  }

  private List<Hop> hops(VrfRef vrf, Forward forward) {
    return switch (forward) {
      case Forward.Neighbour(int iface, IpAddress address) -> {
        boolean isPort = topology.iface(iface).answersAllArp();
        yield List.of(new Hop(names.iface(ref(iface)), isPort ? null : address));
      }
      case Forward.Attached(int iface) -> devices(List.of(ref(iface)));
      case Forward.Internet(int iface) -> devices(List.of(ref(iface)));
      case Forward.ToPort(String domain, IpAddress address) ->
          isCut(vrf, domain) ? List.of() : devices(election.owners(domain, address));
      case Forward.ToGroup(String group) -> {
        var known = topology.network().groups().get(group);
        if (known != null && known.rewritesDestination()) {
          problems.add("The destination of packets to group " + group + " is not rewritten.");
        }
        yield devices(election.members(group));
      }
      case Forward.Discard _ -> List.of();
      case Forward.Deliver _ -> throw new IllegalStateException("a delivery is no single way");
      case Forward.IntoTunnel _, Forward.OtherVrf _, Forward.Receive _ -> {
        problems.add("A route of " + vrf + " of kind " + forward + " is not built.");
        yield List.of();
      }
    };
  }

  private InterfaceRef ref(int iface) {
    return new InterfaceRef(
        topology.node(topology.nodeOfInterface(iface)).name(), topology.iface(iface).name());
  }

  private Map<SetKey, List<Prefix>> sets(DynamicSets sets) {
    Map<SetKey, List<Prefix>> content = new LinkedHashMap<>();
    sets.bySpace()
        .forEach(
            (space, used) ->
                used.forEach(set -> content.put(new SetKey(space, set.name()), content(set))));
    return content;
  }

  private List<Prefix> content(DynamicSet set) {
    return switch (set) {
      case DynamicSet.Covered(_, VrfRef vrf, var classes, var extra) -> {
        List<Prefix> all = new ArrayList<>(extra);
        Node node = topology.network().nodes().get(vrf.node());
        if (node != null && FabricNumbers.isFabric(node) && node.vrf(vrf.name()) != null) {
          all.addAll(routes.covered(vrf, classes));
        } else {
          problems.add("The addresses that " + vrf + " covers are not followed.");
        }
        yield disjoint(all);
      }
      case DynamicSet.Delivered(_, VrfRef vrf, String filter) ->
          disjoint(delivered.getOrDefault(new DynamicSetKey(vrf, filter), List.of()));
    };
  }

  /** The same addresses without prefixes inside others, which some versions of nft refuse. */
  private static List<Prefix> disjoint(Collection<Prefix> prefixes) {
    List<Prefix> result = new ArrayList<>();
    for (Prefix prefix : new TreeSet<>(prefixes)) {
      boolean inside = !result.isEmpty() && result.getLast().covers(prefix);
      if (!inside && prefix.family() == AddressFamily.IPV4) {
        result.add(prefix);
      }
    }
    return result;
  }

  private List<FabricState.Answering> answering() {
    List<FabricState.Answering> result = new ArrayList<>();
    election
        .answering()
        .forEach(
            (at, addresses) -> {
              int iface = topology.interfaceId(at);
              Node node = topology.network().nodes().get(at.node());
              if (node != null && iface >= 0) {
                String space = names.space(node, topology.iface(iface).vrf());
                for (IpAddress address : addresses) {
                  boolean own =
                      topology.iface(iface).addresses().stream()
                          .anyMatch(a -> a.address().equals(address));
                  if (!own) {
                    result.add(new FabricState.Answering(space, names.iface(at), address));
                  }
                }
              }
            });
    return result;
  }
}
