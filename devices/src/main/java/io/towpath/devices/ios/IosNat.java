package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Address translation of the inside source kind.
 *
 * @param statics {@code ip nat inside source static}
 * @param dynamics {@code ip nat inside source list} and {@code route-map}
 * @param pools {@code ip nat pool} by name
 */
public record IosNat(List<Static> statics, List<Dynamic> dynamics, Map<String, Pool> pools) {

  public IosNat {
    statics = List.copyOf(statics);
    dynamics = List.copyOf(dynamics);
    pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
  }

  /**
   * A fixed translation.
   *
   * @param protocol 6, 17, or 0 for a whole address
   * @param local inside local address
   * @param localPort its port; 0 for a whole address
   * @param global inside global address; null if it is that of an interface
   * @param globalInterface interface whose address is the global one; null if none
   * @param globalPort its port; 0 for a whole address
   * @param length 32, or the prefix length of {@code static network}
   * @param vrf VRF of the inside; null for the global table
   */
  public record Static(
      int line,
      int protocol,
      Ipv4Address local,
      int localPort,
      @Nullable Ipv4Address global,
      @Nullable String globalInterface,
      int globalPort,
      int length,
      @Nullable String vrf) {}

  /**
   * A translation by list.
   *
   * @param list access list that picks the sources; null if a route map does
   * @param routeMap route map; null if an access list does
   * @param pool pool of global addresses; null if an interface gives it
   * @param globalInterface interface whose address is the global one; null if a pool
   * @param overload ports are shared
   * @param vrf VRF of the inside; null for the global table
   */
  public record Dynamic(
      int line,
      @Nullable String list,
      @Nullable String routeMap,
      @Nullable String pool,
      @Nullable String globalInterface,
      boolean overload,
      @Nullable String vrf) {}

  /** A range of global addresses. */
  public record Pool(String name, int line, Ipv4Address first, Ipv4Address last, int length) {}
}
