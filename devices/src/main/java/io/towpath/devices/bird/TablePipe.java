package io.towpath.devices.bird;

import io.towpath.net.Ipv4Address;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two directions between the main table and the table of BGP: what the speaker originates, and
 * which of its routes the router uses.
 *
 * <p>BGP has a table of its own, so that it decides among its routes alone and announces its best
 * one even if the router uses another protocol's, as the network has it. A pipe copies all routes
 * of a table and not only the best, which shows in two places; both are noted.
 */
final class TablePipe {
  private final Printing printing;
  private final PolicyFunctions policies;
  private final BgpSpeaker speaker;
  private final boolean external;
  private final boolean internal;

  TablePipe(Printing printing, PolicyFunctions policies, BgpSpeaker speaker) {
    this.printing = printing;
    this.policies = policies;
    this.speaker = speaker;
    external = speaker.peers().stream().anyMatch(speaker::isExternal);
    internal = speaker.peers().stream().anyMatch(peer -> !speaker.isExternal(peer));
  }

  void print() {
    networksWithoutRoute();
    filter("to_bgp", origination());
    String export = "none";
    switch (speaker.install()) {
      case NONE -> {}
      case ALL -> {
        filter("from_bgp", installation(List.of()));
        export = "filter from_bgp";
      }
      case INTO_TUNNELS -> {
        filter("from_bgp", installation(printing.tunnelInterfaces()));
        export = "filter from_bgp";
      }
    }
    printing.protocols.add(
        "protocol pipe bgp_pipe {\n  table bgp4;\n  peer table master4;\n"
            + "  import filter to_bgp;\n  export "
            + export
            + ";\n}\n");
  }

  private void filter(String name, List<String> body) {
    StringBuilder text = new StringBuilder("filter " + name + "\n{\n");
    body.forEach(line -> text.append("  ").append(line).append('\n'));
    printing.functions.add(text.append("}\n").toString());
  }

  /** Networks that are announced whatever the table holds. */
  private void networksWithoutRoute() {
    List<String> filter = new ArrayList<>();
    StringBuilder routes = new StringBuilder();
    for (NetworkStatement network : speaker.networks()) {
      if (!network.needsRoute() && network.prefix().network() instanceof Ipv4Address) {
        filter.addAll(network(network, "0"));
        routes.append("  route ").append(network.prefix()).append(" blackhole;\n");
      }
    }
    if (!filter.isEmpty()) {
      printing.protocols.add(
          "protocol static own_networks {\n  ipv4 { table bgp4; import filter {\n    preference = "
              + Preferences.OWN
              + ";\n"
              + filter.stream().map(line -> "    " + line + "\n").collect(Collectors.joining())
              + "    reject;\n  }; };\n"
              + routes
              + "}\n");
    }
  }

  private List<String> network(NetworkStatement network, String metric) {
    List<String> lines = new ArrayList<>();
    lines.add("if net = " + network.prefix() + " then {");
    lines.add("  bgp_origin = ORIGIN_IGP;");
    lines.add("  bgp_med = " + metric + ";");
    if (network.policy() == null) {
      lines.add("  accept;");
    } else {
      String policy = policies.function(network.policy(), PolicyUse.originated(null));
      lines.add("  if " + policy + "() then accept;");
    }
    lines.add("}");
    return lines;
  }

  private List<String> origination() {
    List<String> body = new ArrayList<>();
    body.add("int given = 0;");
    body.add(Statics.ONLY_RESOLVED);
    body.add("if source = RTS_BGP || proto = \"ospf_default\" then reject;");
    if (!printing.node.ospf().isEmpty()) {
      body.add("if source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ] then {");
      body.add("  # subnets of the router itself are connected routes");
      body.add("  if gw = 0.0.0.0 then reject;");
      body.add("  if source = RTS_OSPF_EXT2 then given = ospf_metric2; else given = ospf_metric1;");
      body.add("  if defined(ospf_tag) && ospf_tag > 0 then route_tag = ospf_tag;");
      body.add("}");
    }
    ownPreference(body);
    for (NetworkStatement network : speaker.networks()) {
      if (network.prefix().network() instanceof Ipv4Address) {
        body.addAll(network(network, network.takesOver() ? "given" : "0"));
      }
    }
    body.add("# a default route comes by a statement of its own only");
    body.add("if net = 0.0.0.0/0 then reject;");
    body.add("bgp_origin = ORIGIN_INCOMPLETE;");
    speaker.redistributions().forEach(own -> redistribute(own, body));
    body.add("reject;");
    return body;
  }

  /** A route that loses against learned ones in the main table must not win in that of BGP. */
  private void ownPreference(List<String> body) {
    int better =
        external
            ? speaker.options().externalDistance()
            : internal ? speaker.options().internalDistance() : 255;
    body.add("if preference / 256 <= " + Math.max(0, 255 - better) + " then preference = 0;");
    body.add("else preference = " + Preferences.OWN + " + preference / 256;");
    for (Redistribution own : speaker.redistributions()) {
      boolean mayLose =
          printing.node.ospf().stream()
                  .anyMatch(
                      o -> own.fromClass().startsWith(RouteClass.OSPF) && o.distance() > better)
              || printing.node.vrfs().stream()
                  .flatMap(vrf -> vrf.routes().stream())
                  .anyMatch(
                      route ->
                          route.routeClass().equals(own.fromClass()) && route.distance() > better);
      if (mayLose && external && internal) {
        printing.notes.approximated(
            own.origin(),
            "redistribution of \"" + own.fromClass() + "\" routes beside those of internal peers",
            "BIRD cannot tell here whether the router uses the route; it is taken while BGP has no"
                + " other.");
      }
    }
  }

  private void redistribute(Redistribution own, List<String> body) {
    String condition = condition(own);
    String metric = own.metric() == null ? "given" : own.metric().toString();
    body.add("if " + condition + " then {");
    body.add("  bgp_med = " + metric + ";");
    if (own.policy() == null) {
      body.add("  accept;");
    } else {
      String routeClass =
          own.fromClass().startsWith(RouteClass.OSPF) ? RouteClass.OSPF : own.fromClass();
      String policy = policies.function(own.policy(), PolicyUse.originated(routeClass));
      body.add("  if " + policy + "() then accept;");
    }
    body.add("}");
  }

  /** When a route of the main table is of the class. */
  static String condition(Redistribution own) {
    String process =
        own.processId() == null
            ? ""
            : " && proto = \"" + OspfProtocols.protocolOf(own.processId()) + "\"";
    return switch (own.fromClass()) {
      case RouteClass.CONNECTED -> "source = RTS_DEVICE";
      case RouteClass.OSPF ->
          "source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ]" + process;
      case RouteClass.OSPF_INTERNAL -> "source ~ [ RTS_OSPF, RTS_OSPF_IA ]" + process;
      case RouteClass.OSPF_EXTERNAL_1 -> "source = RTS_OSPF_EXT1" + process;
      case RouteClass.OSPF_EXTERNAL_2 -> "source = RTS_OSPF_EXT2" + process;
      case RouteClass.BGP -> "source = RTS_BGP && proto ~ \"ext_*\"";
      default -> "proto ~ \"" + Statics.protocolOf(own.fromClass()) + "_*\"";
    };
  }

  private List<String> installation(List<String> tunnels) {
    BgpSpeaker.Options options = speaker.options();
    int distance = external ? options.externalDistance() : options.internalDistance();
    if (external && internal && options.externalDistance() != options.internalDistance()) {
      int low = Math.min(options.externalDistance(), options.internalDistance());
      int high = Math.max(options.externalDistance(), options.internalDistance());
      boolean between =
          printing.node.ospf().stream().anyMatch(o -> o.distance() > low && o.distance() < high)
              || printing.node.vrfs().stream()
                  .flatMap(vrf -> vrf.routes().stream())
                  .anyMatch(route -> route.distance() > low && route.distance() < high);
      if (between) {
        printing.notes.approximated(
            speaker.origin(),
            "distance " + options.internalDistance() + " of routes of internal peers",
            "Paths of one prefix must have one preference for BIRD to decide among them; all have"
                + " that of external peers.");
      }
    }
    List<String> body = new ArrayList<>();
    body.add("int floor = " + Preferences.ofDistance(distance) + ";");
    body.add("if source != RTS_BGP || dest = RTD_UNREACHABLE then reject;");
    if (speaker.install() == BgpSpeaker.Install.INTO_TUNNELS) {
      String into =
          tunnels.stream()
              .map(tunnel -> "ifname = \"" + tunnel + "\"")
              .collect(Collectors.joining(" || "));
      body.add("if ! (" + (into.isEmpty() ? "false" : into) + ") then reject;");
    }
    List<Integer> weights = Preferences.weights(speaker);
    for (int rank = weights.size() - 1; rank > 0; rank--) {
      body.add(
          "if preference >= "
              + Preferences.ofWeight(weights.get(rank))
              + " then { preference = floor + "
              + Math.min(rank, 255)
              + "; accept; }");
    }
    body.add("preference = floor;");
    body.add("accept;");
    return body;
  }
}
