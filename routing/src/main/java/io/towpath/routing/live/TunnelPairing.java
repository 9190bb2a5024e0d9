package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NatRule;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelTable.End;
import io.towpath.routing.live.TunnelTable.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;

/**
 * Finds for every tunnel end the ends that it can form a tunnel with. An end shows a <em>face</em>
 * to the world: its local address, and every address that a NAT rule may translate it to. Two ends
 * are a pair if each that names a remote address names a face of the other.
 */
final class TunnelPairing {
  private final Topology topology;
  private final List<End> ends;
  private final List<SequencedSet<IpAddress>> faces = new ArrayList<>();
  private final Map<IpAddress, List<Integer>> endsByFace = new HashMap<>();
  private final Map<Long, Pair> found = new HashMap<>();

  TunnelPairing(Topology topology, List<End> ends) {
    this.topology = topology;
    this.ends = ends;
    for (End end : ends) {
      SequencedSet<IpAddress> shown = new LinkedHashSet<>();
      shown.add(end.config().local());
      faces.add(shown);
    }
    if (!ends.isEmpty()) {
      translate();
    }
    for (End end : ends) {
      for (IpAddress face : faces.get(end.id())) {
        endsByFace.computeIfAbsent(face, k -> new ArrayList<>()).add(end.id());
      }
    }
  }

  private void translate() {
    TreeMap<IpAddress, List<Integer>> byLocal = new TreeMap<>();
    for (End end : ends) {
      byLocal.computeIfAbsent(end.config().local(), k -> new ArrayList<>()).add(end.id());
    }
    for (int node = 0; node < topology.nodeCount(); node++) {
      for (NatRule rule : topology.node(node).nat()) {
        switch (rule) {
          case NatRule.Static fixed -> {
            Prefix inside = new Prefix(fixed.inside(), fixed.length());
            byLocal
                .subMap(inside.network(), true, inside.last(), true)
                .forEach(
                    (local, ids) -> {
                      IpAddress outside = moved(local, inside, fixed.outside());
                      ids.forEach(id -> faces.get(id).add(outside));
                    });
          }
          case NatRule.Dynamic dynamic -> {
            List<IpAddress> pool = outsideOf(node, dynamic);
            byLocal.forEach(
                (local, ids) -> {
                  if (AddressMatch.any(dynamic.sources(), local)) {
                    ids.forEach(id -> faces.get(id).addAll(pool));
                  }
                });
          }
          case NatRule.Redirect redirect ->
              byLocal
                  .getOrDefault(redirect.target(), List.of())
                  .forEach(id -> faces.get(id).add(redirect.called()));
          case NatRule.AtInterface _ -> {
            // inside a tunnel, not around it
          }
        }
      }
    }
  }

  private static IpAddress moved(IpAddress local, Prefix inside, IpAddress outside) {
    return inside.isHost() ? outside : AddressMatch.samePlace(local, inside.length(), outside);
  }

  private List<IpAddress> outsideOf(int node, NatRule.Dynamic rule) {
    if (!rule.pool().isEmpty()) {
      return rule.pool();
    }
    String name = rule.outInterface();
    int iface = name == null ? -1 : topology.interfaceId(node, name);
    IpAddress address = iface < 0 ? null : topology.iface(iface).primaryAddress();
    return address == null ? List.of() : List.of(address);
  }

  /** All pairs, by ends; ids are their places. */
  List<Pair> pairs() {
    for (End a : ends) {
      IpAddress remote = a.config().remote();
      if (remote != null) {
        for (int b : endsByFace.getOrDefault(remote, List.of())) {
          if (b != a.id() && calls(ends.get(b), a)) {
            add(a, ends.get(b));
          }
        }
      }
    }
    List<Pair> numbered = new ArrayList<>();
    found.values().stream()
        .sorted(Comparator.comparingInt(Pair::a).thenComparingInt(Pair::b))
        .forEach(
            p ->
                numbered.add(
                    new Pair(
                        numbered.size(),
                        p.a(),
                        p.b(),
                        p.translated(),
                        p.aOpens(),
                        p.bOpens(),
                        p.obstacles())));
    return numbered;
  }

  /** True if the end takes anybody or names a face of the other. */
  private boolean calls(End end, End other) {
    IpAddress remote = end.config().remote();
    return remote == null || faces.get(other.id()).contains(remote);
  }

  private void add(End x, End y) {
    End a = x.id() < y.id() ? x : y;
    End b = x.id() < y.id() ? y : x;
    long key = (long) a.id() << 32 | b.id();
    if (!found.containsKey(key)) {
      boolean aOpens = opens(a, b);
      boolean bOpens = opens(b, a);
      List<TunnelCause> obstacles =
          new TunnelParameters(
                  topology.node(a.node()).name(),
                  topology.node(b.node()).name(),
                  a.config(),
                  b.config(),
                  faces.get(a.id()),
                  faces.get(b.id()))
              .obstacles(aOpens || bOpens);
      boolean translated = callsByTranslation(a, b) || callsByTranslation(b, a);
      found.put(key, new Pair(-1, a.id(), b.id(), translated, aOpens, bOpens, obstacles));
    }
  }

  private static boolean opens(End end, End other) {
    return end.config().initiates() && end.config().remote() != null && other.config().responds();
  }

  private static boolean callsByTranslation(End end, End other) {
    IpAddress remote = end.config().remote();
    return remote != null && !remote.equals(other.config().local());
  }

  /** Why an end without a pair has none. */
  TunnelCause whyUnpaired(End end) {
    IpAddress remote = end.config().remote();
    if (remote == null) {
      return new TunnelCause.NobodyCalls();
    }
    for (int candidate : endsByFace.getOrDefault(remote, List.of())) {
      IpAddress expected = ends.get(candidate).config().remote();
      if (candidate != end.id() && expected != null) {
        return new TunnelCause.RemoteMismatch(
            topology.node(ends.get(candidate).node()).name(), expected, end.config().local());
      }
    }
    return translatedElsewhere(remote).orElse(new TunnelCause.NoPeer(remote));
  }

  /** A fixed translation of the remote address: the first by node and rule. */
  private Optional<TunnelCause> translatedElsewhere(IpAddress remote) {
    for (int node = 0; node < topology.nodeCount(); node++) {
      for (NatRule rule : topology.node(node).nat()) {
        if (rule instanceof NatRule.Static fixed
            && new Prefix(fixed.outside(), fixed.length()).contains(remote)) {
          return Optional.of(
              new TunnelCause.TranslatedElsewhere(
                  remote,
                  topology.node(node).name(),
                  moved(remote, new Prefix(fixed.outside(), fixed.length()), fixed.inside())));
        }
      }
    }
    return Optional.empty();
  }
}
