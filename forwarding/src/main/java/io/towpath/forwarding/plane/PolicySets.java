package io.towpath.forwarding.plane;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.routing.Topology;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Filters and translations with the address sets that follow from routing (the VirtualNetwork tag,
 * R199). Compiled lazily, once for a solution; thread-safe.
 */
public final class PolicySets {

  /** What routing says about addresses. */
  public interface Coverage {
    /** Prefixes of the active routes of some classes in a VRF. */
    List<io.towpath.net.Prefix> prefixes(int vrf, List<String> classes);

    /** True if an active route of one of the classes covers the address in a VRF. */
    boolean covers(int vrf, IpAddress address, List<String> classes);
  }

  private final Topology topology;
  private final Coverage coverage;
  private final Map<String, FilterProgram> filters = new ConcurrentHashMap<>();
  private final Map<AddressSet.Derived, FilterProgram.Membership> derived =
      new ConcurrentHashMap<>();
  private final Map<Integer, NatProgram> nats = new ConcurrentHashMap<>();

  /** Sets over one solution's routing. */
  public PolicySets(Topology topology, Coverage coverage) {
    this.topology = topology;
    this.coverage = coverage;
  }

  /** The compiled filter, or null if nothing of that name exists. */
  @Nullable FilterProgram filter(String name) {
    FilterProgram known = filters.get(name);
    if (known != null) {
      return known;
    }
    Filter filter = topology.network().filters().get(name);
    if (filter == null) {
      return null;
    }
    FilterProgram program = new FilterProgram(filter, this::resolve);
    filters.put(name, program);
    return program;
  }

  /** The translations of a node, or null if it has none. */
  @Nullable NatProgram nat(int node) {
    if (topology.node(node).nat().isEmpty()) {
      return null;
    }
    return nats.computeIfAbsent(
        node, id -> new NatProgram(id, topology.node(id), this::required, this::resolve));
  }

  private FilterProgram required(String name) {
    FilterProgram program = filter(name);
    return program != null
        ? program
        : new FilterProgram(
            new Filter(name, Filter.Kind.ACL, false, List.of(), false, io.towpath.net.Origin.NONE),
            this::resolve);
  }

  private FilterProgram.Membership resolve(AddressSet.Derived set) {
    FilterProgram.Membership known = derived.get(set);
    if (known == null) {
      int vrf = topology.vrfId(set.vrf());
      var prefixes = new java.util.ArrayList<>(set.extra());
      if (vrf >= 0) {
        prefixes.addAll(coverage.prefixes(vrf, set.classes()));
      }
      known = FilterProgram.ofPrefixes(prefixes);
      derived.put(set, known);
    }
    return known;
  }

  boolean covers(int vrf, int address, List<String> classes) {
    return coverage.covers(vrf, new Ipv4Address(address), classes);
  }
}
