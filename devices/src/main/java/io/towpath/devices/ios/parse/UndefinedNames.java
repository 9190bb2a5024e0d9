package io.towpath.devices.ios.parse;

import static io.towpath.devices.ios.IosKinds.UNDEFINED_ACCESS_LIST;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_AS_PATH_LIST;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_COMMUNITY_LIST;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_CRYPTO_NAME;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_GROUP;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_INTERFACE;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_OBJECT;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_PREFIX_LIST;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_ROUTE_MAP;
import static io.towpath.devices.ios.IosKinds.UNDEFINED_VRF;

import io.towpath.devices.ios.BgpProcess;
import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosNat;
import io.towpath.devices.ios.IosRouteMap;
import io.towpath.devices.ios.IosTrack;
import io.towpath.devices.ios.NeighborStatement;
import io.towpath.devices.ios.OspfProcess;
import io.towpath.devices.ios.Redistribution;
import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.StaticRoute;
import io.towpath.net.FindingKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that a configuration uses and does not define, each with what IOS-XE does then. The
 * conversion does the same.
 */
final class UndefinedNames {

  /* Sources. Lab observations published by the Batfish project: an undefined route map on a BGP
   * neighbor denies every route (its change 6523); matching an undefined prefix list matches every
   * route (its change 6983, Cisco bug CSCty33210); an undefined access list in "match ip address"
   * permits (its issue 9522). Cisco's command reference: "redistribute … route-map" with no such
   * map takes nothing in; an access group or a list of a neighbor that does not exist permits all.
   * ASSUMPTION: undefined as-path and community lists in a match hold for no route; an undefined
   * as-path list in filter-list permits all, as other lists of a neighbor do.
   */

  private final IosConfig config;
  private final List<Remark> remarks = new ArrayList<>();

  private UndefinedNames(IosConfig config) {
    this.config = config;
  }

  /** One warning for each use, in no particular order. */
  static List<Remark> in(IosConfig config) {
    UndefinedNames names = new UndefinedNames(config);
    config.interfaces().values().forEach(names::checkInterface);
    config.staticRoutes().forEach(names::checkStaticRoute);
    config.ospf().forEach(names::checkOspf);
    BgpProcess bgp = config.bgp();
    if (bgp != null) {
      names.checkBgp(bgp);
    }
    config.policies().routeMaps().values().forEach(names::checkRouteMap);
    names.checkNat();
    config.tracks().values().forEach(names::checkTrack);
    names.remarks.addAll(UndefinedCryptoNames.in(config));
    return names.remarks;
  }

  private void checkInterface(IosInterface block) {
    Scope scope = new Scope.OfInterface(block.name());
    for (InterfaceStatement statement : block.statements()) {
      int line = statement.line();
      switch (statement) {
        case InterfaceStatement.VrfForwarding(_, String vrf) ->
            vrf(line, vrf, "refuses the line and leaves the interface in the global table", scope);
        case InterfaceStatement.TunnelVrf(_, String vrf) ->
            vrf(
                line,
                vrf,
                "refuses the line and sends the tunnel's packets by the global table",
                scope);
        case InterfaceStatement.AccessGroup(_, String list, _) ->
            accessList(line, list, "permits every packet", scope);
        case InterfaceStatement.Unnumbered(_, String of) ->
            interfaceName(line, of, "leaves the interface without an address", scope);
        case InterfaceStatement.TunnelSource(_, _, String from) when from != null ->
            interfaceName(line, from, "keeps the tunnel down", scope);
        case InterfaceStatement.TunnelProtection(_, String profile) ->
            require(
                config.crypto().ipsecProfiles().containsKey(profile),
                UNDEFINED_CRYPTO_NAME,
                line,
                "IPsec profile",
                profile,
                "keeps the tunnel down",
                scope);
        case InterfaceStatement.GroupTrack(_, _, _, int object, _) ->
            track(line, object, "takes the object as up", scope);
        default -> {
          // Nothing else in interface mode names anything.
        }
      }
    }
  }

  private void checkStaticRoute(StaticRoute route) {
    Scope scope = scopeOf(route.vrf());
    if (route.vrf() != null) {
      vrf(route.line(), route.vrf(), "refuses the route", scope);
    }
    String out = route.interfaceName();
    if (out != null && !out.equals("Null0")) {
      interfaceName(route.line(), out, "refuses the route", scope);
    }
    Integer object = route.track();
    if (object != null) {
      track(route.line(), object, "does not install the route", scope);
    }
  }

  private void checkOspf(OspfProcess process) {
    Scope scope = scopeOf(process.vrf());
    if (process.vrf() != null) {
      vrf(process.line(), process.vrf(), "refuses the whole process", scope);
    }
    for (OspfProcess.Statement statement : process.statements()) {
      switch (statement) {
        case OspfProcess.Redistribute(Redistribution what) -> redistribution(what, scope);
        case OspfProcess.DefaultOriginate(int line, _, _, _, String map) when map != null ->
            routeMap(line, map, "originates no default route", scope);
        default -> {
          // Nothing else in OSPF mode names anything that must exist.
        }
      }
    }
  }

  private void checkBgp(BgpProcess bgp) {
    Set<String> groups = new LinkedHashSet<>();
    collectGroups(bgp.process(), groups);
    bgp.families().forEach(family -> collectGroups(family.section(), groups));
    checkSection(bgp, bgp.process(), groups, new Scope.Router());
    for (BgpProcess.Family family : bgp.families()) {
      Scope scope = scopeOf(family.vrf());
      if (family.vrf() != null) {
        vrf(family.line(), family.vrf(), "refuses the address family", scope);
      }
      checkSection(bgp, family.section(), groups, scope);
    }
    bgp.policyTemplates()
        .values()
        .forEach(
            template ->
                template
                    .statements()
                    .forEach(s -> checkNeighbor(bgp, s, groups, new Scope.Router())));
  }

  private static void collectGroups(BgpProcess.Section section, Set<String> groups) {
    section
        .neighbors()
        .forEach(
            (name, statements) -> {
              if (statements.stream().anyMatch(NeighborStatement.PeerGroup.class::isInstance)) {
                groups.add(name);
              }
            });
  }

  private void checkSection(
      BgpProcess bgp, BgpProcess.Section section, Set<String> groups, Scope scope) {
    for (BgpProcess.Statement statement : section.statements()) {
      switch (statement) {
        case BgpProcess.Network(int line, _, String map, _) when map != null ->
            routeMap(line, map, "originates nothing for this line", scope);
        case BgpProcess.Aggregate(int line, _, _, _, String map) when map != null ->
            routeMap(line, map, "leaves the attributes as they are", scope);
        case BgpProcess.Redistribute(Redistribution what) -> redistribution(what, scope);
        case BgpProcess.RouterIdOf(int line, String name) ->
            interfaceName(line, name, "takes the highest loopback address instead", scope);
        default -> {
          // Nothing else in BGP mode names anything.
        }
      }
    }
    section
        .neighbors()
        .values()
        .forEach(statements -> statements.forEach(s -> checkNeighbor(bgp, s, groups, scope)));
  }

  private void checkNeighbor(
      BgpProcess bgp, NeighborStatement statement, Set<String> groups, Scope scope) {
    int line = statement.line();
    switch (statement) {
      case NeighborStatement.RouteMapPolicy(_, String name, boolean in) ->
          routeMap(
              line, name, in ? "accepts no route" : "advertises no route to the neighbor", scope);
      case NeighborStatement.DefaultOriginate(_, String name) when name != null ->
          routeMap(line, name, "originates no default route", scope);
      case NeighborStatement.PrefixListPolicy(_, String name, _) ->
          prefixList(line, name, "permits every route", scope);
      case NeighborStatement.DistributeList(_, String name, _) ->
          accessList(line, name, "permits every route", scope);
      case NeighborStatement.FilterList(_, String name, _) ->
          asPathList(line, name, "permits every route", scope);
      case NeighborStatement.MemberOf(_, String group) ->
          require(
              groups.contains(group),
              UNDEFINED_GROUP,
              line,
              "peer group",
              group,
              "refuses the line",
              scope);
      case NeighborStatement.InheritSession(_, String name) ->
          template(bgp.sessionTemplates().containsKey(name), line, "peer-session", name, scope);
      case NeighborStatement.InheritPolicy(_, String name, _) ->
          template(bgp.policyTemplates().containsKey(name), line, "peer-policy", name, scope);
      case NeighborStatement.UpdateSource(_, String name) ->
          interfaceName(line, name, "cannot open the session", scope);
      default -> {
        // Nothing else about a neighbor names anything.
      }
    }
  }

  private void template(boolean known, int line, String kind, String name, Scope scope) {
    require(known, UNDEFINED_GROUP, line, kind + " template", name, "inherits nothing", scope);
  }

  private void redistribution(Redistribution what, Scope scope) {
    String map = what.routeMap();
    if (map != null) {
      routeMap(what.line(), map, "takes no route in", scope);
    }
  }

  private void checkRouteMap(IosRouteMap map) {
    for (IosRouteMap.Clause clause : map.clauses()) {
      for (IosRouteMap.Match match : clause.matches()) {
        int line = match.line();
        switch (match) {
          case IosRouteMap.MatchPrefixList(_, List<String> names) ->
              names.forEach(n -> prefixList(line, n, "matches every route", new Scope.Router()));
          case IosRouteMap.MatchAccessList(_, List<String> names) ->
              names.forEach(n -> accessList(line, n, "matches every route", new Scope.Router()));
          case IosRouteMap.MatchNextHop(_, boolean prefixLists, List<String> names) -> {
            for (String name : names) {
              if (prefixLists) {
                prefixList(line, name, "matches every next hop", new Scope.Router());
              } else {
                accessList(line, name, "matches every next hop", new Scope.Router());
              }
            }
          }
          case IosRouteMap.MatchAsPath(_, List<String> names) ->
              names.forEach(n -> asPathList(line, n, "matches no route", new Scope.Router()));
          case IosRouteMap.MatchCommunity(_, List<String> names, _) ->
              names.forEach(n -> communityList(line, n, "matches no route"));
          case IosRouteMap.MatchTag _,
              IosRouteMap.MatchMetric _,
              IosRouteMap.MatchInterface _,
              IosRouteMap.MatchSourceProtocol _ -> {
            // These name nothing that must exist.
          }
        }
      }
      for (IosRouteMap.Set set : clause.sets()) {
        if (set instanceof IosRouteMap.DeleteCommunities(int line, String list)) {
          communityList(line, list, "deletes nothing");
        }
      }
    }
  }

  private void checkNat() {
    IosNat nat = config.nat();
    for (IosNat.Static rule : nat.statics()) {
      Scope scope = scopeOf(rule.vrf());
      if (rule.vrf() != null) {
        vrf(rule.line(), rule.vrf(), "refuses the translation", scope);
      }
      if (rule.globalInterface() != null) {
        interfaceName(rule.line(), rule.globalInterface(), "translates nothing", scope);
      }
    }
    for (IosNat.Dynamic rule : nat.dynamics()) {
      Scope scope = scopeOf(rule.vrf());
      if (rule.vrf() != null) {
        vrf(rule.line(), rule.vrf(), "refuses the translation", scope);
      }
      if (rule.list() != null) {
        accessList(rule.line(), rule.list(), "translates nothing", scope);
      }
      if (rule.routeMap() != null) {
        routeMap(rule.line(), rule.routeMap(), "translates nothing", scope);
      }
      if (rule.pool() != null) {
        require(
            nat.pools().containsKey(rule.pool()),
            UNDEFINED_OBJECT,
            rule.line(),
            "NAT pool",
            rule.pool(),
            "translates nothing",
            scope);
      }
      if (rule.globalInterface() != null) {
        interfaceName(rule.line(), rule.globalInterface(), "translates nothing", scope);
      }
    }
  }

  private void checkTrack(IosTrack track) {
    if (track.subject() instanceof IosTrack.OfInterface(String name, _)) {
      interfaceName(track.line(), name, "takes the object as down", new Scope.Router());
    }
  }

  private static Scope scopeOf(@Nullable String vrf) {
    return new Scope.OfVrf(vrf == null ? "default" : vrf);
  }

  private void vrf(int line, String name, String then, Scope scope) {
    require(config.vrfs().containsKey(name), UNDEFINED_VRF, line, "VRF", name, then, scope);
  }

  private void routeMap(int line, String name, String then, Scope scope) {
    boolean known = config.policies().routeMaps().containsKey(name);
    require(known, UNDEFINED_ROUTE_MAP, line, "route map", name, then, scope);
  }

  private void prefixList(int line, String name, String then, Scope scope) {
    boolean known = config.policies().prefixLists().containsKey(name);
    require(known, UNDEFINED_PREFIX_LIST, line, "prefix list", name, then, scope);
  }

  private void asPathList(int line, String name, String then, Scope scope) {
    boolean known = config.policies().asPathLists().containsKey(name);
    require(known, UNDEFINED_AS_PATH_LIST, line, "as-path access list", name, then, scope);
  }

  private void communityList(int line, String name, String then) {
    boolean known = config.policies().communityLists().containsKey(name);
    require(
        known, UNDEFINED_COMMUNITY_LIST, line, "community list", name, then, new Scope.Router());
  }

  private void accessList(int line, String name, String then, Scope scope) {
    boolean known = config.policies().accessLists().containsKey(name);
    require(known, UNDEFINED_ACCESS_LIST, line, "access list", name, then, scope);
  }

  private void interfaceName(int line, String name, String then, Scope scope) {
    require(
        config.interfaces().containsKey(name),
        UNDEFINED_INTERFACE,
        line,
        "interface",
        name,
        then,
        scope);
  }

  private void track(int line, int object, String then, Scope scope) {
    boolean known = config.tracks().containsKey(object);
    require(known, UNDEFINED_OBJECT, line, "track object", Integer.toString(object), then, scope);
  }

  private void require(
      boolean known,
      FindingKind kind,
      int line,
      String what,
      String name,
      String then,
      Scope scope) {
    if (!known) {
      remarks.add(undefined(kind, line, what, name, then, scope));
    }
  }

  /** The warning about one use of an undefined name. */
  static Remark undefined(
      FindingKind kind, int line, String what, String name, String then, Scope scope) {
    return new Remark(
        kind,
        line,
        "The " + what + " \"" + name + "\" is not defined; IOS-XE then " + then + ".",
        "Define the " + what + ", or correct its name.",
        scope);
  }
}
