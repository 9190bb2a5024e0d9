package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosVrf.RouteTarget;
import io.towpath.devices.ios.Scope;

/** {@code ip vrf NAME} and {@code vrf definition NAME} with its address families. */
final class VrfMode implements Mode {

  private final VrfDraft vrf;

  private final Draft draft;

  VrfMode(Draft draft, VrfDraft vrf) {
    this.draft = draft;
    this.vrf = vrf;
  }

  @Override
  public Scope scope() {
    return new Scope.OfVrf(vrf.name);
  }

  @Override
  public Outcome accept(SourceLine line) {
    return switch (line.keyword(0)) {
      case "description", "vnet", "mdt" -> Outcome.UNDERSTOOD;
      case "rd" -> {
        if (!line.negated() && !line.is(1, "auto")) {
          vrf.routeDistinguisher = line.rest(1);
        }
        yield Outcome.of(line.count() == 2);
      }
      case "address-family" -> {
        vrf.ipv4 |= line.is(1, "ipv4");
        draft.open(new Family());
        yield Outcome.of(line.is(1, "ipv4") || line.is(1, "ipv6"));
      }
      case "route-target" -> routeTarget(line);
      // Export and import maps, and limits of routes, change what a VRF holds.
      case "export", "import", "maximum", "route-replicate" -> Outcome.UNSUPPORTED;
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome routeTarget(SourceLine line) {
    boolean directed = line.is(1, "import") || line.is(1, "export") || line.is(1, "both");
    int value = directed ? 2 : 1;
    if (line.negated() || line.count() <= value) {
      return Outcome.UNSUPPORTED;
    }
    RouteTarget target = new RouteTarget(line.number(), line.word(value));
    if (!line.is(1, "export")) {
      vrf.imports.add(target);
    }
    if (!line.is(1, "import")) {
      vrf.exports.add(target);
    }
    return Outcome.UNDERSTOOD;
  }

  /** {@code address-family} in a VRF definition: the same lines, one level deeper. */
  private final class Family implements Mode {

    @Override
    public Outcome accept(SourceLine line) {
      return line.is(0, "address-family") ? Outcome.UNKNOWN : VrfMode.this.accept(line);
    }

    @Override
    public Scope scope() {
      return VrfMode.this.scope();
    }
  }
}
