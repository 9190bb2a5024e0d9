package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpPeer;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Policies of a neighbor. IOS-XE has room for a route map, a filter list and one of prefix list and
 * distribute list in each direction, and applies them in an order of its own: received routes pass
 * the route map first, routes that are sent pass it last.
 */
final class NeighborPolicies {

  /** Where a policy can stand. */
  private enum Room {
    ROUTE_MAP,
    FILTER_LIST,
    PREFIX_LIST
  }

  private final IosPrinting printing;
  private final RouteMapPrinter maps;
  private final BgpPeer peer;

  NeighborPolicies(IosPrinting printing, RouteMapPrinter maps, BgpPeer peer) {
    this.printing = printing;
    this.maps = maps;
    this.peer = peer;
  }

  void print(BgpPeer.Family family, String neighbor, Block block) {
    direction(family.imports(), true, neighbor, block);
    direction(family.exports(), false, neighbor, block);
  }

  private void direction(List<RoutePolicy> policies, boolean in, String neighbor, Block block) {
    Map<Room, RoutePolicy> placed = place(policies);
    List<Room> given = new ArrayList<>();
    policies.forEach(
        policy ->
            placed.forEach(
                (room, other) -> {
                  if (other.equals(policy) && room != Room.PREFIX_LIST) {
                    given.add(room);
                  }
                }));
    List<Room> order =
        in ? List.of(Room.ROUTE_MAP, Room.FILTER_LIST) : List.of(Room.FILTER_LIST, Room.ROUTE_MAP);
    if (given.size() == 2 && !given.equals(order) && changesPath(placed.get(Room.ROUTE_MAP))) {
      printing.notes.approximated(
          peer.origin(),
          "a filter on AS paths "
              + (in ? "before" : "after")
              + " a route map that changes them, for peer "
              + peer.address(),
          "IOS-XE applies them the other way round.");
    }
    String direction = in ? " in" : " out";
    placed.forEach((room, policy) -> block.line(neighbor + words(room, policy, in) + direction));
  }

  private Map<Room, RoutePolicy> place(List<RoutePolicy> policies) {
    Map<Room, RoutePolicy> placed = new EnumMap<>(Room.class);
    List<RoutePolicy> rest = new ArrayList<>();
    for (RoutePolicy policy : policies) {
      Room wished = named(policy);
      if (wished == null || placed.putIfAbsent(wished, policy) != null) {
        rest.add(policy);
      }
    }
    for (RoutePolicy policy : rest) {
      if (placed.putIfAbsent(Room.ROUTE_MAP, policy) == null) {
        continue;
      }
      Room other = listOf(policy);
      if (other == null || placed.putIfAbsent(other, policy) != null) {
        printing.notes.absent(
            policy.origin(),
            "policy " + policy.name() + " for peer " + peer.address(),
            "IOS-XE applies one route map, one filter list and one prefix list to a neighbor.");
      }
    }
    return placed;
  }

  /** The room that the name of a policy asks for, as the reader of IOS-XE names them. */
  private static @Nullable Room named(RoutePolicy policy) {
    Room room = listOf(policy);
    if (room == null) {
      return null;
    }
    String word = policy.name().split(" ", 2)[0];
    return switch (word) {
      case "prefix-list", "distribute-list" -> room == Room.PREFIX_LIST ? room : null;
      case "filter-list" -> room == Room.FILTER_LIST ? room : null;
      default -> null;
    };
  }

  /** The room that a policy needs that is one list and nothing more; null if it is not. */
  private static @Nullable Room listOf(RoutePolicy policy) {
    Match match = onlyMatch(policy);
    if (match instanceof Match.InPrefixList(var lists) && lists.size() == 1
        || match instanceof Match.InAddressSet(var sets)
            && !sets.isEmpty()
            && sets.stream().allMatch(ListPrinter::isSayable)) {
      return Room.PREFIX_LIST;
    }
    return match instanceof Match.InAsPathList(var paths) && paths.size() == 1
        ? Room.FILTER_LIST
        : null;
  }

  private static @Nullable Match onlyMatch(RoutePolicy policy) {
    if (policy.terms().size() != 1) {
      return null;
    }
    Term term = policy.terms().getFirst();
    boolean plain = term.permit() && term.changes().isEmpty() && term.matches().size() == 1;
    return plain ? term.matches().getFirst() : null;
  }

  private static boolean changesPath(@Nullable RoutePolicy policy) {
    return policy != null
        && policy.terms().stream()
            .flatMap(term -> term.changes().stream())
            .anyMatch(
                change ->
                    change instanceof RoutePolicy.Change.Prepend
                        || change instanceof RoutePolicy.Change.PrependLast
                        || change instanceof RoutePolicy.Change.ReplaceAsn);
  }

  private String words(Room room, RoutePolicy policy, boolean in) {
    Match match = onlyMatch(policy);
    if (room == Room.ROUTE_MAP || match == null) {
      return " route-map " + (in ? maps.map(policy) : maps.outbound(policy));
    }
    return switch (match) {
      case Match.InPrefixList(List<PrefixList> lists) ->
          " prefix-list " + maps.lists().prefixList(lists.getFirst());
      case Match.InAsPathList(List<AsPathList> lists) ->
          " filter-list " + maps.lists().asPathList(lists.getFirst());
      case Match.InAddressSet(var sets) ->
          " distribute-list " + maps.lists().accessLists("ROUTES", sets).getFirst();
      default -> throw new IllegalStateException("no list: " + match);
    };
  }
}
