package io.towpath.devices.ios;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A VRF of {@code ip vrf} or {@code vrf definition}.
 *
 * @param name as written, blanks included
 * @param line line of the header
 * @param ipv4 it has the IPv4 address family
 * @param routeDistinguisher text of {@code rd}; null if none
 * @param imports route targets imported
 * @param exports route targets exported
 */
public record IosVrf(
    String name,
    int line,
    boolean ipv4,
    @Nullable String routeDistinguisher,
    List<RouteTarget> imports,
    List<RouteTarget> exports) {

  public IosVrf {
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
  }

  /**
   * A {@code route-target} line.
   *
   * @param line line number
   * @param value the extended community as written
   */
  public record RouteTarget(int line, String value) {}
}
