package io.towpath.lab.fabric;

import io.towpath.net.IpAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a route of a Linux table does. */
sealed interface LinuxRoute {

  /** Drops silently. */
  record Blackhole() implements LinuxRoute {}

  /** Sends by one of several ways, chosen by a hash of the flow. */
  record Hops(List<Hop> hops) implements LinuxRoute {
    public Hops {
      hops = List.copyOf(hops);
    }
  }

  /**
   * A way out.
   *
   * @param device Linux name of the interface
   * @param via neighbour there; null where everything that leaves reaches the only neighbour
   */
  record Hop(String device, @Nullable IpAddress via) {
    private String text() {
      return (via == null ? "" : "via " + via + " ")
          + "dev "
          + device
          + (via == null ? "" : " onlink");
    }
  }

  /** Words of {@code ip route replace} before and after the prefix. */
  default String replace(String prefix, int table) {
    return "route replace "
        + switch (this) {
          case Blackhole() -> "blackhole " + prefix + " table " + table;
          case Hops(List<Hop> hops) when hops.size() == 1 ->
              prefix + " " + hops.getFirst().text() + " table " + table;
          case Hops(List<Hop> hops) ->
              prefix
                  + " table "
                  + table
                  + hops.stream()
                      .map(hop -> " nexthop " + hop.text())
                      .collect(Collectors.joining());
        };
  }

  /** True if it needs a device. */
  default boolean uses(String device) {
    return switch (this) {
      case Blackhole() -> false;
      case Hops(List<Hop> hops) -> hops.stream().anyMatch(hop -> hop.device().equals(device));
    };
  }
}
