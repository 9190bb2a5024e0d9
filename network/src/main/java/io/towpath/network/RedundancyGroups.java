package io.towpath.network;

import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins first-hop redundancy groups. Each router tells of itself as the only member; groups with
 * one address on one broadcast domain are one group, whose members stand by priority, then by
 * highest address, as HSRP (RFC 2281) and VRRP (RFC 3768) elect.
 */
final class RedundancyGroups {

  /** Where a virtual address lives: a segment, or an interface that none joins. */
  private record Place(String segment, IpAddress address) {}

  private final Map<InterfaceRef, String> segmentOf = new HashMap<>();
  private final Map<String, Node> nodes;

  RedundancyGroups(Collection<Segment> segments, Map<String, Node> nodes) {
    this.nodes = nodes;
    for (Segment segment : segments) {
      segment.members().forEach(member -> segmentOf.put(member, segment.name()));
    }
  }

  /** The groups by name; a joined one has the name of its first member's. */
  SortedMap<String, Group> join(SortedMap<String, Group> groups) {
    SortedMap<String, Group> joined = new TreeMap<>();
    Map<Place, List<Group>> byPlace = new LinkedHashMap<>();
    groups.forEach(
        (name, group) -> {
          Place place = placeOf(group);
          if (place == null) {
            joined.put(name, group);
          } else {
            byPlace.computeIfAbsent(place, _ -> new ArrayList<>(2)).add(group);
          }
        });
    for (List<Group> together : byPlace.values()) {
      Group group = together.size() == 1 ? together.getFirst() : merge(together);
      joined.put(group.name(), group);
    }
    return joined;
  }

  private @Nullable Place placeOf(Group group) {
    IpAddress address = group.address();
    if (address == null || group.domain() != null || group.members().size() != 1) {
      return null;
    }
    InterfaceRef at = group.members().getFirst().at();
    return new Place(segmentOf.getOrDefault(at, at.toString()), address);
  }

  private Group merge(List<Group> together) {
    List<Group> ordered = new ArrayList<>(together);
    ordered.sort(
        Comparator.comparingInt((Group g) -> g.members().getFirst().priority())
            .reversed()
            .thenComparing(this::addressOf, Comparator.reverseOrder())
            .thenComparing(Group::name));
    Group first = ordered.getFirst();
    return new Group(
        first.name(),
        first.address(),
        null,
        ordered.stream().map(group -> group.members().getFirst()).toList(),
        first.choice(),
        first.rewritesDestination(),
        first.dormantStandby(),
        first.timers(),
        first.origin());
  }

  private IpAddress addressOf(Group group) {
    InterfaceRef at = group.members().getFirst().at();
    Node node = nodes.get(at.node());
    Interface iface = node == null ? null : node.findInterface(at.name());
    IpAddress address = iface == null ? null : iface.primaryAddress();
    return address == null ? IpAddress.parse("0.0.0.0") : address;
  }
}
