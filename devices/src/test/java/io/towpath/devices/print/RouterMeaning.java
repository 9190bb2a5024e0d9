package io.towpath.devices.print;

import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.CommunityList;
import io.towpath.network.Interface;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.PrefixList;
import io.towpath.network.Redistribution;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a router means, as text to compare.
 *
 * <p>Left out, because nothing in routing follows from it: names, numbers and places of policies,
 * lists and their entries, labels of peers, the order of peers, networks and statics, process ids.
 * Written in one way, because it means the same: alternatives of a condition and several terms;
 * "inside a prefix" and a prefix list; terms that never hold, terms behind one that always holds,
 * and none; lists that permit nothing; an empty policy and one that ends in denial; removing and
 * replacing all communities by none; the hop limit of internal peers; a peer's source by address
 * and by the interface besides; a cost and the bandwidth that it follows from; a default and the
 * value written out; metric types in BGP; a route into a tunnel and one attached to the tunnel's
 * interface.
 */
public final class RouterMeaning {
  private final Node node;
  private final List<String> lines = new ArrayList<>();

  private RouterMeaning(Node node) {
    this.node = node;
  }

  /** The meaning, line by line. */
  public static List<String> of(Node node) {
    RouterMeaning meaning = new RouterMeaning(node);
    meaning.lines.add("forwards " + node.forwards());
    for (Interface iface : node.interfaces()) {
      meaning.lines.add(
          "interface %s vrf %s %s %d %s"
              .formatted(
                  iface.name(),
                  iface.vrf(),
                  iface.addresses().stream().map(a -> a + (a.secondary() ? "s" : "")).toList(),
                  iface.bandwidthKbps(),
                  iface.state()));
    }
    for (Vrf vrf : node.vrfs()) {
      meaning.lines.add("vrf " + vrf.name());
      vrf.routes().stream().map(RouterMeaning::route).sorted().forEach(meaning.lines::add);
      node.bgp().stream().filter(s -> s.vrf().equals(vrf.name())).forEach(meaning::speaker);
      node.ospf().stream().filter(p -> p.vrf().equals(vrf.name())).forEach(meaning::ospf);
    }
    return meaning.lines;
  }

  private static String route(Route route) {
    String nextHop =
        switch (route.nextHop()) {
          case NextHop.IntoTunnel(String iface, _) -> "attached " + iface;
          case NextHop.Attached(String iface, _) -> "attached " + iface;
          case NextHop other -> other.toString();
        };
    return "route %s %s %s distance %d tag %d"
        .formatted(route.prefix(), route.routeClass(), nextHop, route.distance(), route.tag());
  }

  private void speaker(BgpSpeaker speaker) {
    lines.add("bgp " + speaker.asn() + " " + speaker.routerId() + " " + speaker.install());
    lines.add(speaker.options().toString());
    speaker.networks().stream()
        .map(n -> "network " + n.prefix() + " " + n.needsRoute() + policy(n.policy()))
        .sorted()
        .forEach(lines::add);
    speaker.aggregates().stream()
        .map(
            a -> "aggregate " + a.prefix() + " " + a.summaryOnly() + a.asSet() + policy(a.policy()))
        .sorted()
        .forEach(lines::add);
    speaker.redistributions().stream()
        .map(r -> "redistribute " + r.fromClass() + " " + r.metric() + policy(into(r)))
        .sorted()
        .forEach(lines::add);
    speaker.peers().stream()
        .sorted(Comparator.comparing(BgpPeer::address))
        .forEach(peer -> peer(speaker, peer));
  }

  /** Default routes are not redistributed anyway, so a first term that denies them says nothing. */
  private @Nullable RoutePolicy into(Redistribution redistribution) {
    RoutePolicy policy = redistribution.policy();
    if (policy == null || redistribution.fromClass().equals(RouteClass.CONNECTED)) {
      return policy;
    }
    List<Term> rest = policy.terms().stream().dropWhile(RouterMeaning::deniesDefaultAlone).toList();
    return new RoutePolicy(policy.name(), rest, policy.origin());
  }

  private static boolean deniesDefaultAlone(Term term) {
    return !term.permit()
        && term.matches().size() == 1
        && term.matches().getFirst() instanceof Match.InPrefixList(List<PrefixList> some)
        && some.stream()
            .flatMap(list -> list.entries().stream())
            .allMatch(
                e -> e.permit() && e.prefix().equals(Prefix.DEFAULT_IPV4) && e.maxLength() == 0);
  }

  private void peer(BgpSpeaker speaker, BgpPeer peer) {
    BgpPeer.Transport t = peer.transport();
    boolean external = speaker.isExternal(peer);
    lines.add(
        "peer %s as %d local-as %s %s ttl %s source %s key %s initiates %s shutdown %s %s"
            .formatted(
                peer.address(),
                peer.remoteAsn(),
                peer.localAsn(),
                peer.localAsMode(),
                external ? t.ttl() + (t.ttl() == 1 ? " " + t.checkConnected() : "") : "any",
                t.localAddress() != null ? t.localAddress() : t.updateSource(),
                t.key().equals(new io.towpath.network.Secret.Known("s3cret")),
                t.initiates(),
                t.shutdown(),
                t.timers()));
    for (BgpPeer.Family f : peer.families()) {
      lines.add(
          "  limit %d %s next-hop %s client %s private %s own %d override %s weight %d"
                  .formatted(
                      f.prefixLimit(),
                      f.limitWarnsOnly(),
                      f.nextHop(),
                      f.reflectorClient(),
                      f.removePrivate(),
                      f.allowOwnAs(),
                      f.asOverride(),
                      f.weight())
              + " community %s default %s%s keeps %s"
                  .formatted(
                      f.sendCommunity(),
                      f.defaultOriginate(),
                      policy(f.defaultPolicy()),
                      f.keepsReceived()));
      f.imports().forEach(p -> lines.add("  in" + policy(p)));
      f.exports().forEach(p -> lines.add("  out" + policy(p)));
    }
  }

  private void ospf(OspfProcess process) {
    lines.add(
        "ospf %s reference %d distance %d paths %d"
            .formatted(
                process.routerId(),
                process.referenceBandwidthMbps(),
                process.distance(),
                process.maximumPaths()));
    for (OspfProcess.OspfInterface i : process.interfaces()) {
      Interface iface = Objects.requireNonNull(node.findInterface(i.name()));
      long kbps = iface.bandwidthKbps() > 0 ? iface.bandwidthKbps() : 1_000_000;
      long cost = Math.clamp(process.referenceBandwidthMbps() * 1000 / kbps, 1, 65_535);
      lines.add(
          "  %s area %d cost %d p2p %s passive %s priority %d %s"
              .formatted(
                  i.name(),
                  i.area(),
                  i.cost() > 0 ? i.cost() : cost,
                  i.pointToPoint(),
                  i.passive(),
                  i.priority(),
                  i.timers()));
    }
    process.redistributions().stream()
        .map(
            r -> {
              long metric =
                  r.metric() != null ? r.metric() : r.fromClass().equals(RouteClass.BGP) ? 1 : 20;
              return "  redistribute %s metric %d type %d%s"
                  .formatted(r.fromClass(), metric, r.metricType(), policy(r.policy()));
            })
        .sorted()
        .forEach(lines::add);
    OspfProcess.DefaultOriginate o = process.defaultOriginate();
    if (o != null) {
      lines.add(
          "  default %s %d %d%s"
              .formatted(o.always(), o.metric(), o.metricType(), policy(o.policy())));
    }
  }

  private static String policy(@Nullable RoutePolicy policy) {
    if (policy == null) {
      return "";
    }
    List<String> terms = new ArrayList<>();
    for (Term term : policy.terms()) {
      for (List<String> matches : alternatives(term.matches())) {
        String changes =
            term.permit()
                ? term.changes().stream().map(RouterMeaning::change).toList().toString()
                : "";
        terms.add((term.permit() ? "permit " : "deny ") + matches + " " + changes);
      }
    }
    int last = 0;
    while (last < terms.size() && !terms.get(last).matches("(permit|deny) \\[\\] .*")) {
      last++;
    }
    terms.subList(Math.min(terms.size(), last + 1), terms.size()).clear();
    while (!terms.isEmpty() && terms.getLast().startsWith("deny [] ")) {
      terms.removeLast();
    }
    return terms.equals(List.of("permit [] []")) ? "" : " policy " + terms;
  }

  private static List<List<String>> alternatives(List<Match> matches) {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of());
    for (Match match : matches) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> before : all) {
        for (String alternative : new java.util.LinkedHashSet<>(words(match))) {
          List<String> with = new ArrayList<>(before);
          with.add(alternative);
          with.sort(Comparator.naturalOrder());
          longer.add(with);
        }
      }
      all = longer;
    }
    return all;
  }

  /** The alternatives of a match; none = it never holds. */
  private static List<String> words(Match match) {
    return switch (match) {
      case Match.InPrefixList(var lists) ->
          lists.stream().map(list -> "prefix " + prefixes(list)).toList();
      case Match.CoveredBy(var prefixes) ->
          List.of(
              "prefix "
                  + prefixes.stream().map(p -> "permit " + entry(p, p.length(), 32)).toList());
      case Match.InAddressSet(var sets) -> addressSets(sets);
      case Match.InAsPathList(var lists) ->
          lists.stream().map(list -> "path " + paths(list)).toList();
      case Match.AsPathContains(long asn) -> List.of("path [true _" + asn + "_]");
      case Match.InCommunityList(var lists, boolean exact) ->
          lists.stream().map(list -> "communities " + communities(list) + exact).toList();
      case Match.NextHopIn(var lists) ->
          lists.stream().map(list -> "next-hop " + prefixes(list)).toList();
      case Match.Tag(var tags) -> tags.stream().map(tag -> "tag " + tag).toList();
      case Match.OutInterface(var names) -> names.stream().map(n -> "interface " + n).toList();
      case Match.Metric _, Match.FromClass _, Match.LearnedBy _ -> List.of(match.toString());
      case Match.Never() -> List.of();
    };
  }

  private static List<String> addressSets(List<AddressSet> sets) {
    List<String> all = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (AddressSet set : sets) {
      if (set instanceof AddressSet.Except(AddressSet inner)) {
        all.add("not addresses " + addresses(inner));
      } else {
        plain.addAll(addresses(set));
      }
    }
    if (!plain.isEmpty()) {
      // What stands behind "any" adds nothing.
      int any = plain.indexOf("any");
      all.addFirst("addresses " + (any < 0 ? plain : plain.subList(0, any + 1)));
    }
    return all;
  }

  private static List<String> addresses(AddressSet set) {
    return switch (set) {
      case AddressSet.Any() -> List.of("any");
      case AddressSet.Prefixes(var prefixes) ->
          prefixes.stream().map(p -> p.equals(Prefix.DEFAULT_IPV4) ? "any" : p.toString()).toList();
      default -> List.of(set.toString());
    };
  }

  private static List<String> prefixes(PrefixList list) {
    List<String> all =
        list.entries().stream()
            .map(
                e ->
                    (e.permit() ? "permit " : "deny ")
                        + entry(e.prefix(), e.minLength(), e.maxLength()))
            .collect(Collectors.toCollection(ArrayList::new));
    return all.equals(List.of("deny 0.0.0.0/0 0-32")) ? List.of() : all;
  }

  private static String entry(Prefix prefix, int from, int to) {
    return prefix + " " + from + "-" + to;
  }

  private static List<String> paths(AsPathList list) {
    List<String> all = list.entries().stream().map(e -> e.permit() + " " + e.expression()).toList();
    return all.equals(List.of("false .*")) ? List.of() : all;
  }

  private static List<String> communities(CommunityList list) {
    List<String> all =
        list.entries().stream()
            .map(e -> e.permit() + " " + e.communities() + e.expression())
            .toList();
    return all.equals(List.of("false [0:0]null")) ? List.of() : all;
  }

  private static String change(Change change) {
    return switch (change) {
      case Change.RemoveCommunities(var list) ->
          list == null ? "no communities" : "without " + communities(list);
      default -> change.toString().toLowerCase(Locale.ROOT);
    };
  }
}
