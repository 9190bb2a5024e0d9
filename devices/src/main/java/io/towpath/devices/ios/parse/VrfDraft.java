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

  VrfDraft(String name, int line) {
    this.name = name;
    this.line = line;
  }

  IosVrf build() {
    return new IosVrf(name, line, routeDistinguisher, imports, exports);
  }
}
