package io.towpath.forwarding.plane;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Filters and translations with the address sets that follow from routing (the VirtualNetwork tag,
 * R199). Compiled when they are first met, once for a solution; thread-safe.
 */
public final class PolicySets {

  /** What routing says about addresses. */
  public interface Coverage {
    /** Prefixes of the active routes of some classes in a VRF. */
    List<Prefix> prefixes(int vrf, List<String> classes);
  }

  private record Classes(int vrf, List<String> classes) {}

  private final Topology topology;
  private final Coverage coverage;
  private final Map<String, FilterProgram> filters = new ConcurrentHashMap<>();
  private final Map<List<AddressSet>, AddressUnion> unions = new ConcurrentHashMap<>();
  private final Map<Classes, List<Prefix>> prefixes = new ConcurrentHashMap<>();
  private final Map<Classes, AddressUnion> known = new ConcurrentHashMap<>();
  private final Map<Integer, NatProgram> nats = new ConcurrentHashMap<>();

  /** Sets over one solution's routing. */
  public PolicySets(Topology topology, Coverage coverage) {
    this.topology = topology;
    this.coverage = coverage;
  }

  /** The compiled filter, or null if nothing of that name exists: then everything passes. */
  @Nullable FilterProgram filter(String name) {
    Filter filter = topology.network().filters().get(name);
    return filter == null
        ? null
        : filters.computeIfAbsent(name, _ -> new FilterProgram(filter, this::union));
  }

  /** The compiled filters of a list, in its order. */
  FilterProgram[] filters(List<String> names) {
    if (names.isEmpty()) {
      return FilterProgram.NONE;
    }
    List<FilterProgram> programs = new ArrayList<>(names.size());
    for (String name : names) {
      FilterProgram program = filter(name);
      if (program != null) {
        programs.add(program);
      }
    }
    return programs.toArray(FilterProgram[]::new);
  }

  /** The translations of a node, or null if it has none. */
  @Nullable NatProgram nat(int node) {
    if (topology.node(node).nat().isEmpty()) {
      return null;
    }
    return nats.computeIfAbsent(
        node, id -> new NatProgram(topology, id, this::required, this::union));
  }

  /** A list of translation selects nothing by a filter that does not exist. */
  private FilterProgram required(String name) {
    FilterProgram program = filter(name);
    return program != null
        ? program
        : new FilterProgram(
            new Filter(name, Filter.Kind.ACL, false, List.of(), false, Origin.NONE), this::union);
  }

  /**
   * The addresses of a set as prefixes: as they are written or as routing has them, each once and
   * in order; of a complement the fewest that hold it.
   */
  List<Prefix> prefixes(AddressSet set) {
    return switch (set) {
      case AddressSet.Prefixes(List<Prefix> written) -> written.stream().distinct().toList();
      case AddressSet.Derived derived -> resolve(derived).stream().sorted().distinct().toList();
      case AddressSet.Any _, AddressSet.Wildcard _, AddressSet.Except _ ->
          union(List.of(set)).prefixes();
    };
  }

  private AddressUnion union(List<AddressSet> sets) {
    // Not computeIfAbsent: compiling one union reads other maps and may take long.
    AddressUnion union = unions.get(sets);
    if (union == null) {
      union = AddressUnion.of(sets, this::resolve);
      unions.put(sets, union);
    }
    return union;
  }

  private List<Prefix> resolve(AddressSet.Derived set) {
    int vrf = topology.vrfId(set.vrf());
    List<Prefix> all = new ArrayList<>(set.extra());
    if (vrf >= 0) {
      all.addAll(prefixes(new Classes(vrf, set.classes())));
    }
    return all;
  }

  private List<Prefix> prefixes(Classes key) {
    List<Prefix> found = prefixes.get(key);
    if (found == null) {
      found = coverage.prefixes(key.vrf, key.classes);
      prefixes.put(key, found);
    }
    return found;
  }

  /** Addresses that active routes of some classes cover in a VRF. */
  AddressUnion known(int vrf, List<String> classes) {
    Classes key = new Classes(vrf, classes);
    AddressUnion union = known.get(key);
    if (union == null) {
      union = AddressUnion.ofPrefixes(vrf < 0 ? List.of() : prefixes(key));
      known.put(key, union);
    }
    return union;
  }
}
