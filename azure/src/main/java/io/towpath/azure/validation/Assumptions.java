package io.towpath.azure.validation;

import io.towpath.azure.Cloud;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.TunnelSettings;

/** What Azure never prints and both ends are assumed to agree on. */
final class Assumptions {

  private final RuleContext context;

  Assumptions(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (Connection connection : context.resources().connections().values()) {
      if (connection instanceof Connection.Tunnel tunnel) {
        sharedKey(tunnel, tunnel.settings());
        proposals(tunnel, tunnel.settings());
      }
    }
    context
        .resources()
        .expressRouteCircuits()
        .values()
        .forEach(circuit -> circuit.peerings().forEach(this::md5Key));
  }

  /** R103. */
  private void sharedKey(Connection.Tunnel tunnel, TunnelSettings settings) {
    if (settings.sharedKey() == null) {
      context.report(
          ValidationKinds.KEY_NOT_PRINTED.at(
              tunnel.origin(),
              tunnel.id().label()
                  + ": its shared key is not printed; both ends are assumed to agree.",
              ""));
    }
  }

  /** R107–R109, R228. */
  private void proposals(Connection.Tunnel tunnel, TunnelSettings settings) {
    if (settings.ipsecPolicy() == null) {
      switch (context.cloud()) {
        case Cloud.Azure _ -> defaults(tunnel, "R107", "Azure's default proposals are");
        case Cloud.Stamp _ -> defaults(tunnel, "R228", "the one default offer of Azure Stack is");
      }
    }
  }

  private void defaults(Connection.Tunnel tunnel, String rule, String what) {
    context.report(
        ValidationKinds.DEFAULT_PROPOSALS
            .at(
                tunnel.origin(),
                tunnel.id().label() + ": it has no custom policy; " + what + " assumed.",
                "")
            .byRule(rule));
  }

  /** R133. */
  private void md5Key(CircuitPeering peering) {
    if (peering.sharedKey() == null) {
      context.report(
          ValidationKinds.MD5_KEY_NOT_PRINTED.at(
              peering.origin(),
              peering.id().label()
                  + ": its MD5 key is not printed; both ends are assumed to agree.",
              ""));
    }
  }
}
