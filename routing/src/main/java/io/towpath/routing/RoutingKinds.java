package io.towpath.routing;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about tables stand for. */
public final class RoutingKinds {
  public static final FindingKind INVALID_EXPRESSION =
      FindingKind.warning(
          "TP5101",
          "Expression that is not valid",
          "An entry of an as-path or community list is no regular expression as routers know them."
              + " It matches nothing, so the routes that it was to permit or to deny fall to the"
              + " next entry.",
          "Correct the expression.");

  public static final FindingKind UNTRANSLATED_PREFIX =
      FindingKind.warning(
          "TP5102",
          "Translation of prefixes that is not computed",
          "Prefixes of routes are translated at sessions, for IPv4, and not where one translation"
              + " leads back to another. What this one would rename is announced as it is, and"
              + " routers behind it are shown with other prefixes than they have.",
          "Do not rest on routes that this translation would change.");

  public static final FindingKind INTERFACE_OF_A_SESSION =
      FindingKind.warning(
          "TP5103",
          "Policy of a session that matches an interface",
          "Which interface a route leads out of is known of the routes that a router originates."
              + " On a session the term never matches, and routes go on to the next term.",
          "Match a prefix list or a next hop instead.");

  public static final FindingKind DERIVED_ADDRESS_SET =
      FindingKind.warning(
          "TP5104",
          "Policy that matches what routing decides",
          "The term asks for an address set that follows from the tables, which follow from the"
              + " policy. Routes are taken not to be in the set, so the term matches none by it.",
          "Match a prefix list instead.");

  public static final FindingKind NOT_OVER_IPV4 =
      FindingKind.warning(
          "TP5105",
          "IPv4 routes by way of IPv6",
          "IPv4 routes are computed over sessions between IPv4 addresses and with IPv4 next hops"
              + " only. A session between IPv6 addresses carries no routes here, and a policy that"
              + " sets such a next hop leaves the old one.",
          "Use IPv4 addresses, or do not rest on these routes.");

  public static final FindingKind IPV6_AGGREGATE =
      FindingKind.warning(
          "TP5106",
          "Aggregate of IPv6",
          "Only IPv4 is routed. The aggregate is not originated here.",
          "Do not rest on answers about it.");

  public static final FindingKind UNREST =
      FindingKind.warning(
          "TP5201",
          "Routing that does not come to rest",
          "A router feeds routes from one protocol into another, or resolves next hops by them, and"
              + " what comes back removes what went in. The routes come and go for ever, and so"
              + " does whoever depends on them. The tables show one moment of it.",
          "Look for a route, redistributed or used as next hop, that its own result removes.");

  public static final FindingKind CONTESTED_ORIGIN =
      FindingKind.info(
          "TP5202",
          "Prefix that BGP and a slower protocol both offer",
          "A router learns a prefix by BGP and could originate it from a protocol of higher"
              + " distance. If BGP comes first, the other route never enters the table and nothing"
              + " is originated; if it comes second, the router prefers what it originated itself."
              + " Both are stable, and a restart may change one into the other.",
          "Give the route that should win the lower distance, or filter the other one.");

  public static final FindingKind BGP_OSCILLATION =
      FindingKind.warning(
          "TP5203",
          "BGP that finds no stable routes",
          "Each of these routers prefers a way through another one of them, and loses it when that"
              + " one gets its own wish (RFC 3345, RFC 4264). Updates go on for ever and packets"
              + " are lost between them.",
          "Look for policies by which each prefers the way through the next one.");

  public static final FindingKind ORDER_DEPENDENCE =
      FindingKind.warning(
          "TP5204",
          "BGP with several stable outcomes",
          "Which of several outcomes these routers reach depends on the order of messages (RFC"
              + " 4264). After a failure and its repair they may stay on the backup until somebody"
              + " clears a session. The tables show the outcome of one order.",
          "Make the preferred way the best for every router on it.");

  public static final FindingKind PREFIX_LIMIT_WARNS =
      FindingKind.warning(
          "TP5205",
          "More prefixes than a session warns at",
          "The router accepts more prefixes of the peer than its maximum-prefix. With warning-only"
              + " it logs that and keeps the session; without, it would take the session down.",
          "Raise maximum-prefix, or filter what the peer sends.");

  public static final FindingKind SEVERAL_RESTS =
      FindingKind.warning(
          "TP5206",
          "Routing with several stable outcomes",
          "BGP and the routes that it is made from support each other in more than one way, often"
              + " where two routers redistribute between the same protocols. Which way holds"
              + " depends on what came first. The tables show one of them.",
          "Look for a route, redistributed or used as next hop, that its own result removes.");

  public static final FindingKind DUPLICATE_ROUTER_ID =
      FindingKind.warning(
          "TP5301",
          "OSPF router id that exists twice",
          "Two OSPF processes of one domain have the same router id. Routers take their"
              + " announcements for those of one and replace the one by the other again and again,"
              + " so routes behind both come and go. Here the two stay apart.",
          "Give every OSPF process of one domain its own router-id.");

  public static final FindingKind REDISTRIBUTION_WITHOUT_REST =
      FindingKind.warning(
          "TP5302",
          "Redistribution into OSPF without a stable outcome",
          "Each router takes a route into OSPF only while another does not, and hears of the other"
              + " through OSPF. External routes come and go for ever. The tables show one moment of"
              + " it.",
          "Filter what is redistributed, or give the backup route a lower distance.");

  public static final FindingKind LOST_AREA =
      FindingKind.warning(
          "TP5303",
          "OSPF area without a border router",
          "Areas learn of each other through area 0. No router of this area has an interface there,"
              + " so its routers know their own area only, and nobody else knows them. Virtual"
              + " links are not modelled.",
          "Give one of its routers an interface in area 0.");

  public static final FindingKind REDISTRIBUTION_WITH_SEVERAL_RESTS =
      FindingKind.warning(
          "TP5304",
          "Redistribution into OSPF with several stable outcomes",
          "Each router takes a route into OSPF only while another does not: whoever came first"
              + " stays. The tables show one outcome; after a restart it may be another one.",
          "Filter what is redistributed, or give the backup route a lower distance.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(
          INVALID_EXPRESSION,
          UNTRANSLATED_PREFIX,
          INTERFACE_OF_A_SESSION,
          DERIVED_ADDRESS_SET,
          NOT_OVER_IPV4,
          IPV6_AGGREGATE,
          UNREST,
          CONTESTED_ORIGIN,
          BGP_OSCILLATION,
          ORDER_DEPENDENCE,
          PREFIX_LIMIT_WARNS,
          SEVERAL_RESTS,
          DUPLICATE_ROUTER_ID,
          REDISTRIBUTION_WITHOUT_REST,
          LOST_AREA,
          REDISTRIBUTION_WITH_SEVERAL_RESTS);

  private RoutingKinds() {}
}
