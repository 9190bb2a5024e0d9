package io.towpath.routing.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.RouteClass;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import io.towpath.testkit.networks.bgp.ReferenceRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Brings generated networks into the form of the engine, and its answers into comparable forms. */
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
    return new BgpInputs(up, originations(network), NextHopMetrics.ALL_REACHABLE);
  }

  static List<List<Origination>> originations(BgpNetwork network) {
    return network.announced().stream()
        .map(list -> list.stream().map(BgpNetworks::origination).toList())
        .toList();
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

  /** Costs 0 to 3, or unreachable, without pattern; the same for the same salt. */
  static NextHopMetrics metrics(long salt) {
    return (speaker, nextHop) -> {
      long mixed = (salt * 31 + speaker) * 0x9E3779B97F4A7C15L + nextHop;
      mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
      long draw = mixed >>> 60;
      return draw < 1 ? -1 : draw % 4;
    };
  }

  /** What all speakers selected, as the reference would say it; without what oscillates. */
  static List<Map<Prefix, List<ReferenceRoute>>> selected(BgpState state) {
    List<Map<Prefix, List<ReferenceRoute>>> selected = new ArrayList<>();
    for (int speaker = 0; speaker < state.topology().speakerCount(); speaker++) {
      Map<Prefix, List<ReferenceRoute>> routes = new TreeMap<>();
      for (LocRibEntry entry : state.locRib(speaker)) {
        List<ReferenceRoute> used = new ArrayList<>();
        SelectedPaths paths = state.bestOf(state.classOf(entry.prefix()), speaker);
        if (paths == null || state.result(state.classOf(entry.prefix())).oscillating() != null) {
          continue;
        }
        for (int i = 0; i < paths.size(); i++) {
          used.add(reference(entry, paths.end(i), i == 0));
        }
        routes.put(entry.prefix(), used);
      }
      selected.add(routes);
    }
    return selected;
  }

  private static ReferenceRoute reference(LocRibEntry entry, int end, boolean best) {
    LocRibEntry.Standing wanted = best ? LocRibEntry.Standing.BEST : LocRibEntry.Standing.MULTIPATH;
    LocRibEntry.Path path =
        entry.paths().stream()
            .filter(p -> p.end() == end && p.standing() == wanted)
            .findFirst()
            .orElseThrow();
    BgpRoute r = path.route();
    return new ReferenceRoute(
        r.asPath().segments().stream().flatMap(s -> s.asns().stream()).toList(),
        ((Ipv4Address) r.nextHop()).bits() == 0 ? null : (Ipv4Address) r.nextHop(),
        r.localPreference(),
        r.hasMed() ? r.med() : null,
        r.weight(),
        r.origin(),
        new TreeSet<>(r.communities()),
        (Ipv4Address) r.originatorId(),
        r.clusterList().stream().map(Ipv4Address.class::cast).toList(),
        r.tag(),
        end >= 0 ? 0 : r.aggregate() ? 1 : 2,
        true,
        end);
  }

  /** Everything that can be read from a state, as text. */
  static String everything(BgpState state) {
    StringBuilder text = new StringBuilder();
    for (int speaker = 0; speaker < state.topology().speakerCount(); speaker++) {
      text.append("speaker ").append(speaker).append('\n');
      state.locRib(speaker).forEach(entry -> text.append(entry).append('\n'));
      state.selected(
          speaker,
          (c, prefixes, paths) ->
              text.append(List.copyOf(prefixes)).append(' ').append(paths).append('\n'));
    }
    for (int end = 0; end < 2 * state.topology().sessionCount(); end++) {
      text.append("end ").append(end).append('\n');
      state.adjRibIn(end).forEach(row -> text.append(row).append('\n'));
      state.adjRibOut(end).forEach(row -> text.append(row).append('\n'));
    }
    text.append(state.oscillations()).append('\n');
    text.append(state.orderDependent()).append('\n');
    text.append(state.exceededLimits()).append('\n');
    return text.toString();
  }

  /** What all speakers know, by name instead of number, as text. */
  static String byName(BgpState state) {
    BgpTopology topology = state.topology();
    TreeMap<String, StringBuilder> bySpeaker = new TreeMap<>();
    for (int speaker = 0; speaker < topology.speakerCount(); speaker++) {
      StringBuilder text = new StringBuilder();
      for (LocRibEntry entry : state.locRib(speaker)) {
        text.append("  %s %s%n".formatted(entry.prefix(), entry.step()));
        entry
            .paths()
            .forEach(
                p ->
                    text.append(
                        "    %s %s %s %s%n"
                            .formatted(p.standing(), p.step(), p.detail(), p.route())));
      }
      bySpeaker.put(topology.speaker(speaker).vrf().toString(), text);
    }
    StringBuilder all = new StringBuilder();
    bySpeaker.forEach((name, text) -> all.append(name).append('\n').append(text));
    state
        .oscillations()
        .forEach(o -> all.append("oscillation %s %s%n".formatted(o.prefixes(), o.proven())));
    state
        .orderDependent()
        .forEach(
            o ->
                all.append(
                    "order %s %s%n"
                        .formatted(
                            o.prefixes(),
                            o.speakers().stream()
                                .map(s -> topology.speaker(s).vrf().toString())
                                .sorted()
                                .toList())));
    return all.toString();
  }

  /** A network in lines that a person can read. */
  static String text(BgpNetwork network) {
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < network.speakers().size(); s++) {
      BgpNetwork.Speaker speaker = network.speakers().get(s);
      text.append(
          "  speaker %d AS %d id %s %s%n"
              .formatted(
                  s, speaker.config().asn(), speaker.routerId(), speaker.config().options()));
      speaker.config().aggregates().forEach(a -> text.append("    %s%n".formatted(a)));
      network.announced().get(s).forEach(a -> text.append("    %s%n".formatted(a)));
    }
    for (int s = 0; s < network.sessions().size(); s++) {
      BgpNetwork.Session session = network.sessions().get(s);
      text.append(
          "  session %d: %d %s - %d %s%n"
              .formatted(s, session.a(), session.addressA(), session.b(), session.addressB()));
      text.append("    A %s%n".formatted(text(session.endA())));
      text.append("    B %s%n".formatted(text(session.endB())));
    }
    return text.toString().replace(", origin=(default)", "").replace(", asns=[]", "");
  }

  private static String text(BgpPeer peer) {
    String family = peer.families().getFirst().toString();
    for (String usual :
        List.of(
            "family=IPV4, ",
            "imports=[], ",
            "exports=[], ",
            "prefixLimit=0, ",
            "limitWarnsOnly=false, ",
            "nextHop=DEFAULT, ",
            "reflectorClient=false, ",
            "removePrivate=NO, ",
            "allowOwnAs=0, ",
            "asOverride=false, ",
            "weight=0, ",
            "sendCommunity=true, ",
            "defaultOriginate=false, ",
            "defaultPolicy=null, ",
            "keepsReceived=true")) {
      family = family.replace(usual, "");
    }
    return "ttl " + peer.transport().ttl() + " " + family;
  }
}
