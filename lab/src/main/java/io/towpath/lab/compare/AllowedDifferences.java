package io.towpath.lab.compare;

import io.towpath.net.Prefix;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reviewed list of differences between prediction and lab that are no errors. Each is a general
 * rule about what two correct implementations do differently, never about one network. What happens
 * through it is counted in every report.
 */
public final class AllowedDifferences {

  /**
   * A difference that is to be judged.
   *
   * @param place whose table it is in
   * @param predicted row of the prediction, or null
   * @param observed row of the lab, or null
   * @param field that differs, or {@link Difference#ROW}
   */
  record Case(
      TableKind kind,
      String place,
      @Nullable Row predicted,
      @Nullable Row observed,
      String field,
      KnownContext context,
      FrrDivergence divergence) {}

  /**
   * An entry of the list.
   *
   * @param id short and stable; reports count by it
   * @param reason what the two sides do and why both are right
   * @param source RFC clause or documentation
   */
  public record Rule(String id, String reason, String source) {}

  private record Entry(Rule rule, Predicate<Case> applies) {}

  /** What packets do, which {@link FollowingPackets} judges. */
  static final Rule FOLLOWS_A_ROUTE =
      new Rule(
          "follows-a-route",
          "A packet goes by the tables: where a router on its way, or on that of its answer, has a"
              + " kernel route to its destination that may differ, so may its way.",
          "The entry of this list, or the several stable outcomes, under which the route itself"
              + " differs");

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              new Rule(
                  "returned-to-sender",
                  "FRR sends a route back to the eBGP peer that it came from if the peer shares its"
                      + " update group with others. The model shows it only where as-override makes"
                      + " the peer take it. It does not win: its path is longer than the one that"
                      + " it came from, or has a loop.",
                  "RFC 4271 §9.1.3 leaves it open; FRR 8.4 bgpd/bgp_route.c,"
                      + " subgroup_announce_check: \"Do not send back route to sender\" with"
                      + " onlypeer"),
              RouteDifferences::isReturnedToSender),
          new Entry(
              new Rule(
                  "network-igp-metric",
                  "IOS-XE gives a route of a network statement the metric and next hop of the route"
                      + " behind it; FRR gives it MED 0, and a next hop only where that is a static"
                      + " route's, by a route map of the lab. The metric is seen in the"
                      + " originator's AS and in those next to it.",
                  "RFC 4271 §5.1.4 leaves the value to the originator; Cisco IOS \"network (BGP)\";"
                      + " FRR 8.4 bgpd/bgp_route.c, bgp_static_update"),
              found -> found.context().networkMetrics().explain(found)),
          new Entry(
              new Rule(
                  "route-to-an-own-address",
                  "IOS-XE has its own addresses as local routes, before which no other comes. FRR"
                      + " and BIRD have none: a route that they learn for one is in their table and"
                      + " in the kernel's. No packet goes by it, because Linux looks for its own"
                      + " addresses first.",
                  "RFC 1812 §5.2.3 delivers what is for the router before it forwards; FRR 8.4"
                      + " zebra/connected.c, connected_up: connected routes alone; Linux ip-rule:"
                      + " the table local"),
              HostRoutes::isOwnAddress),
          new Entry(
              new Rule(
                  "host-route-by-itself",
                  "FRR does not use a path to a host by that host itself, though another route"
                      + " leads there; the model, like IOS-XE, resolves the next hop by that route."
                      + " The path is not used by either: it loses where it is compared.",
                  "RFC 4271 §9.1.2.1 forbids routes that resolve through themselves; FRR 8.4"
                      + " bgpd/bgp_nht.c, bgp_find_or_add_nexthop: a prefix that loops through"
                      + " itself"),
              HostRoutes::isItsOwnNextHop),
          new Entry(
              new Rule(
                  "ospf-foreign-default",
                  "ospfd lists the default routes of others at a router that originates one itself;"
                      + " IOS-XE ignores them. Neither installs them.",
                  "RFC 2328 §16.4 does not know the case; Cisco IOS \"default-information"
                      + " originate\""),
              RouteDifferences::isForeignDefault),
          new Entry(
              new Rule(
                  "static-through-a-neighbour",
                  "Where a static route's next hop is also a neighbour on the link for BGP, zebra"
                      + " resolves it by connected routes alone: once the link is gone, the static"
                      + " route is, though another route leads there. Whether depends on who asked"
                      + " zebra first.",
                  "A slip of FRR 8.4: zebra/zebra_rnh.c keeps one entry for a next hop, with the"
                      + " flag ZEBRA_NHT_CONNECTED that bgpd has set, for all that ask"),
              RouteDifferences::isLostStatic),
          new Entry(
              new Rule(
                  "ospf-over-the-lan",
                  "Where a LAN is as near by way of another of its routers, next to this one or"
                      + " further on, as directly, ospfd reaches what lies behind the LAN over the"
                      + " LAN alone; the model uses both ways.",
                  "RFC 2328 §16.1.1 has one rule for a network that connects directly and one for"
                      + " other parents; FRR 8.4 ospfd/ospf_spf.c, ospf_nexthop_calculation"),
              RouteDifferences::isOverTheLan),
          new Entry(
              new Rule(
                  "refusal-of-linux",
                  "IOS-XE says !H where it has no route or discards by one, and !X where a filter"
                      + " denies; the routers of a lab are Linux, which says !N or nothing. The"
                      + " hops before that agree.",
                  "RFC 1812 §4.3.3.1 and §5.2.7.1 leave both; Cisco IOS \"ip unreachables\"; Linux"
                      + " net/ipv4/route.c, ip_error"),
              RouteDifferences::isRefusalOfLinux),
          new Entry(
              new Rule(
                  "recursion-of-the-best",
                  "zebra resolves next hops of equal paths as the best of them needs it: beside a"
                      + " neighbour on the link, next hops that are not on a link stay out of the"
                      + " kernel's table.",
                  "RFC 4271 §9.1.2.1 lets multipath be; FRR 8.4 bgpd/bgp_zebra.c,"
                      + " bgp_zebra_announce: ZEBRA_FLAG_ALLOW_RECURSION by the first path"),
              RouteDifferences::isRecursionOfTheBest),
          new Entry(
              new Rule(
                  "drop-beside-a-way",
                  "Where one of several next hops leads into a discard route, the model drops that"
                      + " share of the packets. A route of Linux that has several next hops has no"
                      + " room for one that drops: zebra leaves it out, and all packets go the"
                      + " other ways.",
                  "RFC 4271 §9.1.2.1 resolves each next hop by itself; Linux"
                      + " net/ipv4/fib_semantics.c, fib_create_info; FRR 8.4 zebra/rt_netlink.c,"
                      + " netlink_route_multipath"),
              RouteDifferences::isDropBesideAWay),
          new Entry(
              new Rule(
                  "multipath-of-the-neighbouring-as",
                  "IOS-XE takes as equal paths only those of the same AS path; FRR takes those of"
                      + " the same length from peers of the same ASN, and cannot be told"
                      + " otherwise.",
                  "RFC 4271 §9.1.2.2 knows no multipath; Cisco IOS \"BGP Best Path Selection"
                      + " Algorithm\", BGP Multipath; FRR 8.4 bgpd/bgp_route.c,"
                      + " bgp_path_info_cmp, step 13"),
              MultipathDifferences::isOtherMultipath),
          new Entry(
              new Rule(
                  "next-hop-of-the-receiver",
                  "FRR names a peer its own address as next hop where its own route goes there;"
                      + " the peer then drops the route, and so do all that would have it from"
                      + " there. The model, like IOS-XE, names itself. Every difference of such a"
                      + " prefix follows from that.",
                  "RFC 4271 §5.1.3: shall not be advertised to a peer using an address of that"
                      + " peer; FRR 8.4 bgpd/bgp_updgrp_packet.c, bpacket_reformat_for_peer"),
              found -> follows(found, FrrDivergence.Kind.NEXT_HOP_OF_THE_RECEIVER)),
          new Entry(
              new Rule(
                  "aggregate-of-all-paths",
                  "FRR makes an aggregate's ORIGIN, AS set and communities of every path that it"
                      + " has to the contributing prefixes; the model, like IOS-XE, of the best"
                      + " ones. Every difference of the aggregate follows from that.",
                  "RFC 4271 §9.2.2.2 speaks of the routes that are aggregated; FRR 8.4"
                      + " bgpd/bgp_route.c, bgp_aggregate_route: over all bgp_path_info of a"
                      + " destination"),
              found -> follows(found, FrrDivergence.Kind.AGGREGATE_OF_ALL_PATHS)),
          new Entry(
              new Rule(
                  "aggregate-of-another",
                  "FRR makes no aggregate if the first route that it has for the same prefix is"
                      + " another's with the same ORIGIN, AS path and communities: it takes that"
                      + " for its own. It depends on which came first. Every difference of the"
                      + " prefix follows from that.",
                  "A slip of FRR 8.4, mended later: bgpd/bgp_route.c, bgp_aggregate_install"
                      + " compares with the first path of the destination"),
              found -> follows(found, FrrDivergence.Kind.AGGREGATE_OF_ANOTHER)),
          new Entry(
              new Rule(
                  "private-path-of-the-receiver",
                  "FRR's remove-private-AS empties a wholly private path even if the receiver's"
                      + " own ASN is in it, which then takes the route; the model, like IOS-XE,"
                      + " leaves that ASN, and the receiver sees the loop. Every difference of the"
                      + " prefix follows from that.",
                  "Cisco IOS \"neighbor remove-private-as\": not if the path has the ASN of the"
                      + " eBGP neighbour; FRR 8.4 bgpd/bgp_route.c, bgp_peer_remove_private_as"),
              found -> follows(found, FrrDivergence.Kind.PRIVATE_PATH_OF_THE_RECEIVER)),
          new Entry(
              new Rule(
                  "private-asn-behind-local-as",
                  "With local-as and remove-private-AS for one peer, FRR leaves its own ASN out"
                      + " behind the one that it presents, if that is private; the model, like"
                      + " IOS-XE, removes or replaces in what it received and then adds both."
                      + " Every difference of the prefix follows from that.",
                  "RFC 7705 §3 adds both ASNs; Cisco IOS \"neighbor remove-private-as\"; FRR 8.4"
                      + " bgpd/bgp_attr.c, bgp_append_local_as: with each form of it"),
              found -> follows(found, FrrDivergence.Kind.PRIVATE_ASN_BEHIND_LOCAL_AS)),
          new Entry(
              new Rule(
                  "policy-after-removal",
                  "FRR removes private ASNs and overrides the peer's before its route map, IOS-XE"
                      + " after it. Where the route map reads the path or adds to it, the two may"
                      + " decide otherwise. Every difference of the prefix follows from that.",
                  "RFC 4271 §9.1.3 leaves policy to the implementation; FRR 8.4 bgpd/bgp_route.c,"
                      + " subgroup_announce_check"),
              found -> follows(found, FrrDivergence.Kind.POLICY_AFTER_REMOVAL)),
          new Entry(
              new Rule(
                  "forwarding-address",
                  "FRR tells others the next hop of a redistributed route as forwarding address"
                      + " where that is on any interface of OSPF; IOS-XE only where the interface"
                      + " is broadcast and not passive. The way to it then counts one link more."
                      + " Every difference of the prefix follows from that.",
                  "RFC 2328 §12.4.4.1 leaves open when; Cisco \"Common Routing Problem with OSPF"
                      + " Forwarding Address\"; FRR 8.4 ospfd/ospf_lsa.c,"
                      + " ospf_external_lsa_nexthop_get"),
              found -> follows(found, FrrDivergence.Kind.FORWARDING_ADDRESS)),
          new Entry(
              new Rule(
                  "returned-without-its-asn",
                  "FRR sends a route back to the eBGP peer that it came from, and where it"
                      + " overrides the ASN of that peer on the way, the peer cannot see the loop:"
                      + " it may prefer the route, or go back and forth between it and its own. The"
                      + " model sends it back to peers that are configured alike, FRR to those"
                      + " that are up together. Every difference of the prefix follows from that.",
                  "RFC 4271 §9.1.2 excludes a path with the own ASN, which is gone; FRR 8.4"
                      + " bgpd/bgp_route.c, subgroup_announce_check"),
              found -> follows(found, FrrDivergence.Kind.RETURNED_WITHOUT_ITS_ASN)),
          new Entry(
              new Rule(
                  "emptied-as-set",
                  "FRR's remove-private-AS takes all members out of an AS set of private ASNs and"
                      + " sends it empty; the peer closes the session over that, and again when it"
                      + " is up anew. The model, like IOS-XE, leaves out the set. The session may"
                      + " be up or down, and every difference of what is announced over it"
                      + " follows from that.",
                  "RFC 4271 §4.3 and RFC 7606 §7.2: a segment has members; FRR 8.4"
                      + " bgpd/bgp_aspath.c, aspath_remove_private_asns, and assegments_parse at"
                      + " the peer"),
              found ->
                  found.kind() == TableKind.SESSIONS
                      ? isClosedOverASet(found)
                      : follows(found, FrrDivergence.Kind.EMPTIED_AS_SET)),
          new Entry(
              new Rule(
                  "static-through-itself",
                  "A static route whose next hop lies in its own prefix goes when the more specific"
                      + " route to the next hop does; FRR keeps it once it is in the table, because"
                      + " it then finds the next hop through it. Every difference of the prefix"
                      + " follows from that.",
                  "RFC 1812 §5.2.4.3 wants a next hop that can be reached; FRR 8.4"
                      + " zebra/zebra_rnh.c, which tracks a next hop through any route, by"
                      + " observation"),
              found -> follows(found, FrrDivergence.Kind.STATIC_THROUGH_ITSELF)),
          new Entry(
              new Rule(
                  "next-hop-of-several",
                  "IOS-XE sends internal peers the best of several eBGP paths that it uses together"
                      + " with its own address as next hop; FRR leaves the next hop as it came, and"
                      + " knows no switch for it. Every difference of such a prefix follows from"
                      + " that.",
                  "RFC 4271 §5.1.3 should leave it, and lets the own address stand in; Cisco IOS"
                      + " \"BGP Best Path Selection Algorithm\", BGP Multipath; FRR 8.4"
                      + " bgpd/bgp_route.c, subgroup_announce_check"),
              found -> follows(found, FrrDivergence.Kind.NEXT_HOP_OF_SEVERAL)),
          new Entry(
              new Rule(
                  "multipath-beyond-the-limit",
                  "Where more paths are equal than maximum-paths admits, FRR takes the best one and"
                      + " fills up in the order of next hops; the model, like IOS-XE, in the order"
                      + " in which the decision process would prefer them. The best path is the"
                      + " same, and so is the number.",
                  "RFC 4271 §9.1.2.2 knows no multipath; FRR 8.4 bgpd/bgp_mpath.c,"
                      + " bgp_path_info_mpath_update: a list ordered by next hop"),
              MultipathDifferences::isBeyondTheLimit),
          new Entry(
              new Rule(
                  "multipath-beaten-by-another",
                  "With multipath-relax, FRR compares each path with the best one alone, and MED"
                      + " only within a neighbouring AS: a path that a third one of its own AS"
                      + " beats by MED is used beside a best path of another AS. The model takes"
                      + " it out of consideration before. The best path is the same.",
                  "RFC 4271 §9.1.2.2 c removes a route for good; FRR 8.4 bgpd/bgp_route.c,"
                      + " bgp_best_selection: multipath candidates need not be"
                      + " BGP_PATH_DMED_SELECTED"),
              MultipathDifferences::isBeatenByAnother),
          new Entry(FOLLOWS_A_ROUTE, _ -> false),
          new Entry(
              new Rule(
                  "bird-merges-more",
                  "BIRD uses equal paths together whatever ASNs are in them, and has one limit for"
                      + " those of eBGP and of iBGP; routers want equal AS paths and have a limit"
                      + " for each. The best path is the same.",
                  "RFC 4271 §9.1.2 leaves multipath to the implementation; BIRD 2.0"
                      + " \"merge paths\", proto/bgp/attrs.c, bgp_rte_mergable"),
              BirdDifferences::isMergedMore),
          new Entry(
              new Rule(
                  "bird-distance-of-ibgp",
                  "Paths of a prefix need one preference for BIRD to decide among them as BGP does,"
                      + " so those of iBGP have the distance of eBGP where a router has peers of"
                      + " both kinds. The table says so. For a prefix that another protocol has"
                      + " with a distance in between, it uses the path of BGP; every difference of"
                      + " the prefix follows from that if the lab shows so and the router passes"
                      + " its route on from one protocol to the other, else only its own and that"
                      + " of packets through it.",
                  "RFC 4271 §9.1.2 ends where other protocols begin; BIRD 2.0 \"preference\":"
                      + " compared before everything else"),
              BirdDifferences::isDistance),
          new Entry(
              new Rule(
                  "bird-next-hop-in-its-prefix",
                  "Where the next hop of a prefix lies in the prefix itself, a BIRD with tables of"
                      + " its own for BGP reaches it by that very route once another, such as a"
                      + " default route, has led there: a pipe forgets how a route was resolved."
                      + " Routers do not use the prefix.",
                  "RFC 4271 §9.1.2.1 forbids routes that resolve through themselves; BIRD 2.0"
                      + " proto/pipe/pipe.c, pipe_rt_notify, and nest/rt-table.c,"
                      + " rt_update_hostentry"),
              BirdDifferences::isSelfCovered),
          new Entry(
              new Rule(
                  "bird-loopback-state",
                  "BIRD takes an OSPF interface without carrier for one in the state Loopback and"
                      + " announces its address as a host route. IOS-XE and FRR announce nothing.",
                  "RFC 2328 §9.1 and §12.4.1.4; BIRD 2.0 proto/ospf/iface.c, ospf_iface_sm with"
                      + " \"check link\""),
              BirdDifferences::isLoopbackState));

  private AllowedDifferences() {}

  /** The list, in the order in which it is tried. */
  public static List<Rule> rules() {
    return ENTRIES.stream().map(Entry::rule).toList();
  }

  /** The first entry that applies, or null. */
  static @Nullable Rule judge(Case found) {
    for (Entry entry : ENTRIES) {
      if (entry.applies().test(found)) {
        return entry.rule();
      }
    }
    return null;
  }

  private static boolean follows(Case found, FrrDivergence.Kind kind) {
    Row any = found.predicted() == null ? found.observed() : found.predicted();
    String text = any == null ? null : any.fact(Row.PREFIX);
    if (text == null) {
      return false;
    }
    Prefix prefix = Prefix.parse(text);
    boolean table = found.kind() == TableKind.ROUTES || found.kind() == TableKind.FIB;
    return found.divergence().reaches(kind, prefix)
        || table && found.divergence().carries(kind, found.place(), prefix);
  }

  private static boolean isClosedOverASet(Case found) {
    Row predicted = found.predicted();
    return predicted != null
        && found.field().equals("state")
        && predicted.value("state").equals("established")
        && found.divergence().closes(found.place(), predicted.key());
  }
}
