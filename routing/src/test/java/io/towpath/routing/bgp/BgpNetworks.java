package io.towpath.routing.bgp;

import io.towpath.net.Origin;
import io.towpath.network.RouteClass;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import java.util.BitSet;
import java.util.List;

/** Brings generated networks into the form of the engine. */
final class BgpNetworks {
  private BgpNetworks() {}

  static BgpTopology topology(BgpNetwork network) {
    return BgpTopology.of(
        network.speakers().stream()
            .map(s -> new SpeakerInput(s.vrf(), s.config(), s.routerId()))
            .toList(),
        network.sessions().stream()
            .map(
                s -> new SessionInput(s.a(), s.endA(), s.addressA(), s.b(), s.endB(), s.addressB()))
            .toList());
  }

  static BgpInputs inputs(BgpNetwork network) {
    BitSet up = new BitSet();
    up.set(0, network.sessions().size());
    List<List<Origination>> originations =
        network.announced().stream()
            .map(list -> list.stream().map(BgpNetworks::origination).toList())
            .toList();
    return new BgpInputs(up, originations, NextHopMetrics.ALL_REACHABLE);
  }

  private static Origination origination(BgpNetwork.Announced a) {
    return new Origination(
        a.prefix(),
        RouteClass.CONNECTED,
        a.med(),
        a.tag(),
        a.origin(),
        a.policy(),
        null,
        null,
        Origin.NONE);
  }
}
