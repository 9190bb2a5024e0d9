package io.towpath.devices.bird;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** OSPFv2 processes. */
final class OspfProtocols {
  private static final long DEFAULT_BANDWIDTH_KBPS = 1_000_000;
  private static final int DEFAULT_METRIC = 20;
  private static final int DEFAULT_METRIC_OF_BGP = 1;

  private final Printing printing;
  private final PolicyFunctions policies;

  OspfProtocols(Printing printing, PolicyFunctions policies) {
    this.printing = printing;
    this.policies = policies;
  }

  static String protocolOf(String process) {
    return "ospf_" + Symbols.word(process);
  }

  void print() {
    boolean always = false;
    for (OspfProcess process : printing.node.ospf()) {
      print(process);
      always |= process.defaultOriginate() != null && process.defaultOriginate().always();
    }
    if (always) {
      printing.protocols.add(
          """
          protocol static ospf_default {
            ipv4 { table master4; import filter { preference = 0; accept; }; };
            route 0.0.0.0/0 unreachable;
          }
          """);
    }
  }

  private void print(OspfProcess process) {
    StringBuilder text = new StringBuilder();
    text.append("protocol ospf v2 ").append(protocolOf(process.id())).append(" {\n");
    IpAddress id = process.routerId();
    if (id != null) {
      text.append("  router id ").append(id).append(";\n");
    }
    int paths = Math.min(process.maximumPaths(), BirdPrinter.MOST_PATHS);
    text.append("  ecmp ")
        .append(paths > 1 ? "on limit " + paths : "off")
        // RFC 2328 §16.4 step 6 keeps equal external paths, of several routers too.
        .append(paths > 1 ? ";\n  merge external on" : "")
        .append(";\n  ipv4 {\n    table master4;\n    import filter {\n");
    if (process.defaultOriginate() != null && process.defaultOriginate().always()) {
      text.append("      if net = 0.0.0.0/0 then reject;\n");
    }
    text.append("      preference = ")
        .append(Preferences.ofDistance(process.distance()))
        .append(";\n      accept;\n    };\n    export filter {\n");
    exports(process).forEach(line -> text.append("      ").append(line).append('\n'));
    text.append("    };\n  };\n");
    areas(process, text);
    printing.protocols.add(text.append("}\n").toString());
  }

  private List<String> exports(OspfProcess process) {
    List<String> body = new ArrayList<>();
    DefaultOriginate originate = process.defaultOriginate();
    body.add(Statics.ONLY_RESOLVED);
    // RFC 2328 §12.4.4.1: a forwarding address is a next hop on a network of OSPF. BIRD would take
    // the gateway that it found for a next hop that is not.
    body.add("if defined(" + Statics.RECURSIVE + ") then dest = RTD_BLACKHOLE;");
    body.add("if net = 0.0.0.0/0 then {");
    if (originate != null) {
      int type = originate.metricType() == 1 ? 1 : 2;
      body.add("  ospf_metric" + type + " = " + originate.metric() + ";");
      if (originate.policy() == null) {
        body.add("  accept;");
      } else {
        String policy = policies.function(originate.policy(), PolicyUse.intoOspf(null, type));
        body.add("  if " + policy + "() then accept;");
      }
    }
    body.add("  reject;");
    body.add("}");
    for (Redistribution own : process.redistributions()) {
      redistribute(own, body);
    }
    body.add("reject;");
    return body;
  }

  private void redistribute(Redistribution own, List<String> body) {
    int type = own.metricType() == 1 ? 1 : 2;
    boolean bgp = own.fromClass().equals(RouteClass.BGP);
    Long metric = own.metric();
    long given = metric != null ? metric : bgp ? DEFAULT_METRIC_OF_BGP : DEFAULT_METRIC;
    body.add("if " + TablePipe.condition(own) + " then {");
    body.add("  ospf_metric" + type + " = " + given + ";");
    if (!bgp) {
      body.add("  if defined(route_tag) then ospf_tag = route_tag;");
    }
    if (own.policy() == null) {
      body.add("  accept;");
    } else {
      String routeClass =
          own.fromClass().startsWith(RouteClass.OSPF) ? RouteClass.OSPF : own.fromClass();
      String policy = policies.function(own.policy(), PolicyUse.intoOspf(routeClass, type));
      body.add("  if " + policy + "() then accept;");
    }
    body.add("}");
  }

  private void areas(OspfProcess process, StringBuilder text) {
    Map<Long, List<OspfInterface>> areas = new TreeMap<>();
    for (OspfInterface member : process.interfaces()) {
      areas.computeIfAbsent(member.area(), _ -> new ArrayList<>()).add(member);
    }
    areas.forEach(
        (area, members) -> {
          text.append("  area ").append(area).append(" {\n");
          for (OspfInterface member : members) {
            Interface iface = printing.node.findInterface(member.name());
            if (iface != null) {
              text.append(
                  isLoopback(iface)
                      ? stubs(process, member, iface)
                      : member(process, member, iface));
            }
          }
          text.append("  };\n");
        });
  }

  /** An interface without a network: nobody can be a neighbour there. */
  private static boolean isLoopback(Interface iface) {
    return iface.link() == LinkKind.WIRE
        && !iface.addresses().isEmpty()
        && iface.addresses().stream().allMatch(address -> address.subnet().isHost());
  }

  /**
   * RFC 2328 §12.4.1 gives the address of a loopback interface the cost 0, as BIRD does; routers
   * give it the cost of the interface. As a stub network BIRD announces it with that.
   */
  private static String stubs(OspfProcess process, OspfInterface member, Interface iface) {
    StringBuilder text = new StringBuilder();
    for (InterfaceAddress address : iface.addresses()) {
      if (address.address() instanceof Ipv4Address) {
        text.append("    stubnet ")
            .append(address.subnet())
            .append(" { cost ")
            .append(cost(process, member, iface))
            .append("; };\n");
      }
    }
    return text.toString();
  }

  private static String member(OspfProcess process, OspfInterface member, Interface iface) {
    Timers timers = member.timers();
    return "    interface \""
        + member.name()
        + "\" { cost "
        + cost(process, member, iface)
        + "; type "
        + (member.pointToPoint() ? "ptp" : "broadcast")
        + "; stub "
        + (member.passive() ? "on" : "off")
        + "; hello "
        + Math.max(1, timers.keepalive().toSeconds())
        + "; dead "
        + Math.max(2, timers.hold().toSeconds())
        + "; priority "
        + member.priority()
        + "; check link on; bfd "
        + (timers.bfdInterval() != null ? "on" : "off")
        + "; };\n";
  }

  /** RFC 2328 appendix C.3: BIRD has no reference bandwidth, so every cost is written. */
  private static int cost(OspfProcess process, OspfInterface member, Interface iface) {
    if (member.cost() > 0) {
      return member.cost();
    }
    long bandwidth = iface.bandwidthKbps() > 0 ? iface.bandwidthKbps() : DEFAULT_BANDWIDTH_KBPS;
    return Math.clamp(process.referenceBandwidthMbps() * 1000 / bandwidth, 1, 65_535);
  }
}
