package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosVrf;
import io.towpath.devices.ios.IosVrf.RouteTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A VRF while it is being read. */
final class VrfDraft {

  final String name;
  final int line;
  @Nullable String routeDistinguisher;
  final List<RouteTarget> imports = new ArrayList<>();
  final List<RouteTarget> exports = new ArrayList<>();

  /** True if it routes IPv4: always for {@code ip vrf}, by address family for a definition. */
  boolean ipv4;

  VrfDraft(String name, int line, boolean ipv4) {
    this.name = name;
    this.line = line;
    this.ipv4 = ipv4;
  }

  IosVrf build() {
    return new IosVrf(name, line, ipv4, routeDistinguisher, imports, exports);
  }
}
