package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A routing table of the Linux kernel, as {@code ip -j route show} prints it. */
public final class KernelRoutes {
  private KernelRoutes() {}

  /** What the kernel does with packets of a prefix. */
  public sealed interface Action {}

  /** Sends to one of some next hops. */
  public record Send(List<Hop> hops) implements Action {
    public Send {
      hops = List.copyOf(hops);
    }
  }

  /** Drops; {@code silent} without an ICMP error. */
  public record Drop(boolean silent) implements Action {}

  /** A next hop; without an address the destination itself is a neighbour. */
  public record Hop(@Nullable IpAddress address, String iface) {}

  /**
   * Routes by prefix; of several for one prefix the one of lowest metric, and those of equal metric
   * together.
   */
  public static Map<Prefix, Action> of(JsonNode table) {
    Map<Prefix, Long> metrics = new TreeMap<>();
    Map<Prefix, Action> routes = new TreeMap<>();
    for (JsonNode row : table) {
      Action action = action(row);
      if (action instanceof Send(List<Hop> hops) && hops.isEmpty()) {
        continue;
      }
      Prefix prefix = prefix(row.path("dst").asString(""));
      long metric = row.path("metric").asLong(0);
      Long known = metrics.get(prefix);
      if (known == null || metric < known) {
        metrics.put(prefix, metric);
        routes.put(prefix, action);
      } else if (known == metric) {
        routes.merge(prefix, action, KernelRoutes::together);
      }
    }
    return routes;
  }

  private static Prefix prefix(String text) {
    if (text.equals("default")) {
      return Prefix.DEFAULT_IPV4;
    }
    return text.contains("/") ? Prefix.parseNetwork(text) : Prefix.host(IpAddress.parse(text));
  }

  private static Action action(JsonNode row) {
    return switch (row.path("type").asString("unicast")) {
      case "blackhole" -> new Drop(true);
      case "unreachable", "prohibit", "throw" -> new Drop(false);
      default -> new Send(hops(row));
    };
  }

  private static List<Hop> hops(JsonNode row) {
    List<Hop> hops = new ArrayList<>();
    for (JsonNode hop : row.has("nexthops") ? row.path("nexthops") : List.of(row)) {
      if (!isWithoutCarrier(hop)) {
        hops.add(hop(hop));
      }
    }
    return hops;
  }

  /** The kernel lists a route whose interface has no carrier, and does not use it. */
  private static boolean isWithoutCarrier(JsonNode hop) {
    for (JsonNode flag : hop.path("flags")) {
      if (flag.asString("").equals("linkdown") || flag.asString("").equals("dead")) {
        return true;
      }
    }
    return false;
  }

  private static Hop hop(JsonNode hop) {
    return new Hop(
        hop.has("gateway") ? IpAddress.parse(hop.path("gateway").asString("")) : null,
        hop.path("dev").asString(""));
  }

  private static Action together(Action a, Action b) {
    if (a instanceof Send(List<Hop> first) && b instanceof Send(List<Hop> second)) {
      List<Hop> hops = new ArrayList<>(first);
      hops.addAll(second);
      return new Send(hops);
    }
    return a;
  }
}
