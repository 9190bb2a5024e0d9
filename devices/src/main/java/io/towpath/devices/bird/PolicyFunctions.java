package io.towpath.devices.bird;

import io.towpath.net.Community;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Policies as functions that change the route and return whether they permit it. Terms stand in
 * their order, each as one {@code if}.
 */
final class PolicyFunctions {
  private static final String REPLACE = "int a; int b";
  private static final List<String> REPLACE_BODY =
      List.of(
          "bgppath reversed = +empty+;",
          "bgppath replaced = +empty+;",
          "for int n in bgp_path do {",
          "  if n = a then reversed = prepend(reversed, b); else reversed = prepend(reversed, n);",
          "}",
          "for int n in reversed do replaced = prepend(replaced, n);",
          "bgp_path = replaced;");

  private final Printing printing;
  private final ListFunctions lists;

  PolicyFunctions(Printing printing) {
    this.printing = printing;
    this.lists = new ListFunctions(printing);
  }

  /** The symbol of the function of a policy. */
  String function(RoutePolicy policy, PolicyUse use) {
    List<String> body = new ArrayList<>();
    for (Term term : policy.terms()) {
      term(term, use, body);
    }
    body.add("return false;");
    return printing.function("policy_", policy.name(), use.parameters(), body);
  }

  private void term(Term term, PolicyUse use, List<String> body) {
    List<String> conditions = new ArrayList<>();
    for (Match match : term.matches()) {
      String condition = condition(match, term, use);
      if (condition == null || condition.equals("false")) {
        return;
      }
      if (!condition.equals("true")) {
        conditions.add(condition);
      }
    }
    List<String> changes = new ArrayList<>();
    boolean permit = term.permit();
    if (permit) {
      for (Change change : term.changes()) {
        if (change instanceof Change.NotEligible(String reason)) {
          printing.notes.approximated(
              term.origin(),
              "routes that are listed and not eligible: " + reason,
              "The function denies them; they stay in the table of received routes.");
          permit = false;
          changes.clear();
          break;
        }
        changes.addAll(lines(change, term, use));
      }
    }
    changes.add("return " + permit + ";");
    body.add("# " + term.sequence());
    if (conditions.isEmpty()) {
      body.addAll(changes);
    } else {
      body.add("if " + String.join(" && ", conditions) + " then {");
      changes.forEach(line -> body.add("  " + line));
      body.add("}");
    }
  }

  /** A condition; {@code true} and {@code false} where it is known, null if it cannot be stated. */
  private @Nullable String condition(Match match, Term term, PolicyUse use) {
    return switch (match) {
      case Match.InPrefixList(var all) -> any(all, lists::prefixList);
      case Match.InAddressSet(List<AddressSet> sets) ->
          any(sets, set -> lists.addresses(set, term.origin()));
      case Match.CoveredBy(var prefixes) -> ListFunctions.inside(prefixes);
      case Match.InAsPathList(var all) -> ofBgp(use, any(all, lists::asPathList));
      case Match.AsPathContains(long asn) -> ofBgp(use, "bgp_path ~ [= * " + asn + " * =]");
      case Match.InCommunityList(var all, boolean exact) ->
          ofBgp(use, any(all, list -> lists.communityList(list, exact)));
      case Match.NextHopIn(var all) -> ofBgp(use, any(all, lists::nextHopList));
      case Match.Tag(var tags) ->
          any(
              tags,
              tag ->
                  tag == 0
                      ? "(! defined(route_tag) || route_tag = 0)"
                      : "(defined(route_tag) && route_tag = " + tag + ")");
      case Match.Metric(long value) ->
          value == 0
              ? "(! defined(" + use.metric() + ") || " + use.metric() + " = 0)"
              : "(defined(" + use.metric() + ") && " + use.metric() + " = " + value + ")";
      case Match.FromClass(var classes) -> fromClass(classes, use);
      case Match.LearnedBy(Source source) -> learnedBy(source, use);
      case Match.OutInterface(var interfaces) ->
          use.flow() == PolicyUse.Flow.ORIGINATION || use.isOspf()
              ? any(interfaces, name -> "ifname = \"" + name + "\"")
              : "false";
      case Match.Never() -> "false";
    };
  }

  private static <T> @Nullable String any(List<T> all, Function<T, @Nullable String> condition) {
    List<String> alternatives = new ArrayList<>();
    for (T one : all) {
      String stated = condition.apply(one);
      if (stated == null) {
        return null;
      }
      alternatives.add(stated);
    }
    return switch (alternatives.size()) {
      case 0 -> "false";
      case 1 -> alternatives.getFirst();
      default ->
          alternatives.contains("true") ? "true" : "(" + String.join(" || ", alternatives) + ")";
    };
  }

  /** Routes that go into OSPF have these attributes only if they come from BGP. */
  private static @Nullable String ofBgp(PolicyUse use, @Nullable String condition) {
    boolean none =
        use.isOspf() && use.routeClass() != null && !use.routeClass().equals(RouteClass.BGP);
    return none ? "false" : condition;
  }

  private static String fromClass(List<String> classes, PolicyUse use) {
    if (use.routeClass() != null) {
      return String.valueOf(classes.contains(use.routeClass()));
    }
    if (use.isReceived()) {
      return "false";
    }
    List<String> sources = new ArrayList<>();
    for (String one : classes) {
      switch (one) {
        case RouteClass.CONNECTED, RouteClass.LOCAL -> sources.add("source = RTS_DEVICE");
        case RouteClass.STATIC -> sources.add("proto ~ \"static_*\"");
        case RouteClass.OSPF ->
            sources.add("source ~ [ RTS_OSPF, RTS_OSPF_IA, RTS_OSPF_EXT1, RTS_OSPF_EXT2 ]");
        case RouteClass.BGP -> sources.add("source = RTS_BGP");
        default -> sources.add("proto ~ \"" + Statics.protocolOf(one) + "_*\"");
      }
    }
    return sources.isEmpty() ? "false" : "(" + String.join(" || ", sources) + ")";
  }

  private static String learnedBy(Source source, PolicyUse use) {
    if (use.source() != null) {
      return String.valueOf(use.source() == source);
    }
    return switch (source) {
      case EBGP -> "proto ~ \"ext_*\"";
      case IBGP -> "proto ~ \"int_*\"";
      case ORIGINATED -> "source != RTS_BGP";
    };
  }

  private List<String> lines(Change change, Term term, PolicyUse use) {
    return switch (change) {
      case Change.LocalPreference(long value) -> bgp(use, "bgp_local_pref = " + value + ";");
      case Change.Weight(int value) ->
          use.isReceived()
              ? List.of("preference = " + Preferences.ofWeight(value) + ";")
              : List.of();
      case Change.Med(long value) -> List.of(use.metric() + " = " + value + ";");
      case Change.MedPlus(long difference) -> plus(use.metric(), difference);
      case Change.Prepend(var asns) ->
          asns.reversed().stream()
              .flatMap(asn -> bgp(use, "bgp_path.prepend(" + asn + ");").stream())
              .toList();
      case Change.PrependLast(int times) -> prependLast(times, use);
      case Change.Communities(List<Community> communities, boolean additive) -> {
        List<String> lines = new ArrayList<>();
        if (!additive) {
          lines.add("bgp_community = -empty-;");
        }
        communities.forEach(c -> lines.add("bgp_community.add(" + ListFunctions.pair(c) + ");"));
        yield use.isOspf() ? List.of() : lines;
      }
      case Change.RemoveCommunities(var list) -> {
        String set = list == null ? null : lists.communitySet(list);
        yield list != null && set == null
            ? List.of()
            : bgp(
                use,
                list == null ? "bgp_community = -empty-;" : "bgp_community.delete(" + set + ");");
      }
      case Change.SetNextHop(var address) -> nextHop(address.toString(), address, term, use);
      case Change.NextHopPeerOrSelf() ->
          switch (use.flow()) {
            case OUT -> List.of("bgp_next_hop = own;");
            case FROM_EXTERNAL, FROM_INTERNAL -> nextHop("from", null, term, use);
            case ORIGINATION, INTO_OSPF -> List.of();
          };
      case Change.SetOrigin(BgpOrigin origin) ->
          bgp(use, "bgp_origin = ORIGIN_" + origin.name().toUpperCase(Locale.ROOT) + ";");
      case Change.SetTag(long value) ->
          List.of((use.isOspf() ? "ospf_tag" : "route_tag") + " = " + value + ";");
      case Change.MetricType(int type) ->
          use.isOspf() && type != use.externalType()
              ? List.of(
                  "ospf_metric" + type + " = " + use.metric() + ";", "unset(" + use.metric() + ");")
              : List.of();
      case Change.ReplaceAsn(long from, long to) ->
          bgp(use, replace() + "(" + from + ", " + to + ");");
      case Change.NotEligible _ -> List.of();
      case Change.TranslatePrefix(var from, var to) -> {
        printing.notes.absent(
            term.origin(),
            "prefixes of " + from + " announced as " + to,
            "A filter of BIRD cannot change the prefix of a route.");
        yield List.of();
      }
    };
  }

  private static List<String> bgp(PolicyUse use, String line) {
    return use.isOspf() ? List.of() : List.of(line);
  }

  private static List<String> plus(String metric, long difference) {
    String start = difference > 0 ? String.valueOf(difference) : "0";
    String changed =
        difference < 0
            ? "if "
                + metric
                + " < "
                + -difference
                + " then "
                + metric
                + " = 0; else "
                + metric
                + " = "
                + metric
                + " - "
                + -difference
                + ";"
            : metric + " = " + metric + " + " + difference + ";";
    return List.of(
        "if defined(" + metric + ") then {",
        "  " + changed,
        "} else " + metric + " = " + start + ";");
  }

  private static List<String> prependLast(int times, PolicyUse use) {
    if (use.isOspf() || times < 1) {
      return List.of();
    }
    String once = "bgp_path.prepend(bgp_path.first);";
    return List.of(
        "if bgp_path.len > 0 then {",
        "  " + java.util.Collections.nCopies(times, once).stream().collect(Collectors.joining(" ")),
        "}");
  }

  /** A next hop of received routes is used only if the gateway is changed as well. */
  private List<String> nextHop(
      String text, io.towpath.net.@Nullable IpAddress address, Term term, PolicyUse use) {
    if (use.isOspf()) {
      return List.of();
    }
    if (!use.isReceived()) {
      return List.of("bgp_next_hop = " + text + ";");
    }
    if (address != null && printing.connected(address) == null) {
      printing.notes.approximated(
          term.origin(),
          "next hop " + address + " of received routes",
          "BIRD resolves a next hop before its filters; the route keeps the gateway that it had.");
      return List.of("bgp_next_hop = " + text + ";");
    }
    return List.of("bgp_next_hop = " + text + ";", "gw = " + text + ";");
  }

  /** The function that replaces every private ASN in the path, in place. */
  String replacePrivate() {
    List<String> body = new ArrayList<>();
    body.add("# AS sets do not survive");
    REPLACE_BODY.forEach(line -> body.add(line.replace("n = a", "(n ~ PRIVATE) && (n != kept)")));
    return printing.function("replace_", "private", "int b; int kept", body);
  }

  /** The function that replaces one ASN by another in the path, in place. */
  String replace() {
    List<String> body = new ArrayList<>();
    body.add("# AS sets do not survive");
    body.addAll(REPLACE_BODY);
    return printing.function("replace_", "asn", REPLACE, body);
  }
}
