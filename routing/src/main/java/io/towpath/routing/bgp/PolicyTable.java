package io.towpath.routing.bgp;

import io.towpath.net.Community;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.routing.RoutingKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compiles policies and numbers their parts, so that equal content, whoever wrote it, is compiled
 * and evaluated once. Append-only and thread-safe; numbers never reach a result.
 */
final class PolicyTable {
  private final Map<RoutePolicy, CompiledPolicy> byIdentity = new IdentityHashMap<>();
  private final Map<List<PolicyTerm>, CompiledPolicy> byContent = new HashMap<>();
  private final List<PrefixCondition> prefixConditions = new ArrayList<>();
  private final Map<PrefixCondition, Integer> prefixConditionIds = new HashMap<>();
  private final List<Condition.PathCondition> pathConditions = new ArrayList<>();
  private final Map<Condition.PathCondition, Integer> pathConditionIds = new HashMap<>();
  private final Map<String, Condition.Expression> expressions = new HashMap<>();
  private final Map<String, Integer> classes = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final List<String> reasons = new ArrayList<>(List.of(""));
  private final TreeSet<Finding> findings = new TreeSet<>();

  /** Compiles a policy. */
  synchronized CompiledPolicy compile(RoutePolicy policy) {
    CompiledPolicy known = byIdentity.get(policy);
    if (known == null) {
      List<PolicyTerm> terms = new ArrayList<>();
      for (RoutePolicy.Term term : policy.terms()) {
        terms.add(compile(policy, term));
      }
      known =
          byContent.computeIfAbsent(
              List.copyOf(terms), content -> new CompiledPolicy(byContent.size(), content));
      byIdentity.put(policy, known);
    }
    return known;
  }

  private PolicyTerm compile(RoutePolicy policy, RoutePolicy.Term term) {
    List<Condition> conditions = new ArrayList<>();
    for (Match match : term.matches()) {
      conditions.add(compile(policy, term, match));
    }
    List<PolicyTerm.PolicyChange> changes = new ArrayList<>();
    for (Change change : term.changes()) {
      PolicyTerm.PolicyChange compiled = compile(policy, term, change);
      if (compiled != null) {
        changes.add(compiled);
      }
    }
    return new PolicyTerm(
        term.sequence(), term.permit(), List.copyOf(conditions), List.copyOf(changes));
  }

  private Condition compile(RoutePolicy policy, RoutePolicy.Term term, Match match) {
    return switch (match) {
      case Match.InPrefixList(var lists) ->
          new Condition.OnPrefix(prefixConditionId(PrefixCondition.InLists.of(lists)));
      case Match.InAddressSet(List<AddressSet> sets) -> {
        if (sets.stream().anyMatch(PolicyTable::isDerived)) {
          report(
              RoutingKinds.DERIVED_ADDRESS_SET,
              policy,
              term,
              "matches an address set that follows from routing; routes are taken not to be in it");
        }
        yield new Condition.OnPrefix(prefixConditionId(new PrefixCondition.NetworkIn(sets)));
      }
      case Match.CoveredBy(List<Prefix> prefixes) ->
          new Condition.OnPrefix(prefixConditionId(PrefixCondition.Inside.of(prefixes)));
      case Match.InAsPathList(List<AsPathList> lists) ->
          onPath(new Condition.PathCondition.InLists(lists.stream().map(this::entries).toList()));
      case Match.AsPathContains(long asn) ->
          onPath(new Condition.PathCondition.Contains((int) asn));
      case Match.InCommunityList(List<CommunityList> lists, boolean exact) ->
          new Condition.OnCommunities(lists.stream().map(this::filter).toList(), exact);
      case Match.NextHopIn(var lists) -> new Condition.OnNextHop(PrefixCondition.InLists.of(lists));
      case Match.Tag(List<Long> tags) -> new Condition.OnTag(tags);
      case Match.Metric(long value) -> new Condition.OnMed(value);
      case Match.FromClass(List<String> names) ->
          new Condition.OnClass(names.stream().map(this::askedClassId).sorted().toList());
      case Match.LearnedBy(RoutePolicy.Source source) -> new Condition.OnSource(source);
      case Match.OutInterface(List<String> interfaces) -> new Condition.OnInterface(interfaces);
      case Match.Never() -> new Condition.Never();
    };
  }

  private PolicyTerm.@Nullable PolicyChange compile(
      RoutePolicy policy, RoutePolicy.Term term, Change change) {
    return switch (change) {
      case Change.RemoveCommunities(CommunityList list) when list != null ->
          new PolicyTerm.PolicyChange.RemoveCommunities(filter(list));
      case Change.NotEligible(String reason) ->
          new PolicyTerm.PolicyChange.KeepOut(reasonId(reason));
      case Change.TranslatePrefix(Prefix from, Prefix to) -> {
        report(
            RoutingKinds.UNTRANSLATED_PREFIX,
            policy,
            term,
            "translates prefixes of " + from + " into " + to + "; routes pass untranslated");
        yield null;
      }
      case Change.SetNextHop(var address) when !(address instanceof Ipv4Address) -> {
        report(
            RoutingKinds.NOT_OVER_IPV4,
            policy,
            term,
            "sets the next hop " + address + ", which is not IPv4");
        yield null;
      }
      // OSPF alone knows metric types.
      case Change.MetricType _ -> null;
      case Change.LocalPreference _,
          Change.Weight _,
          Change.Med _,
          Change.MedPlus _,
          Change.Prepend _,
          Change.PrependLast _,
          Change.Communities _,
          Change.RemoveCommunities _,
          Change.SetNextHop _,
          Change.NextHopPeerOrSelf _,
          Change.SetOrigin _,
          Change.SetTag _,
          Change.ReplaceAsn _ ->
          new PolicyTerm.PolicyChange.Plain(change);
    };
  }

  private int askedClassId(String name) {
    asked.add(name);
    return classId(name);
  }

  private Condition onPath(Condition.PathCondition condition) {
    Integer known = pathConditionIds.get(condition);
    if (known == null) {
      known = pathConditions.size();
      pathConditions.add(condition);
      pathConditionIds.put(condition, known);
    }
    return new Condition.OnPath(known);
  }

  private List<Condition.PathCondition.Entry> entries(AsPathList list) {
    List<Condition.PathCondition.Entry> entries = new ArrayList<>();
    for (AsPathList.Entry entry : list.entries()) {
      entries.add(
          new Condition.PathCondition.Entry(
              entry.permit(), expression(entry.expression(), list.name(), entry.origin())));
    }
    return List.copyOf(entries);
  }

  private CommunityFilter filter(CommunityList list) {
    List<CommunityFilter.Entry> entries = new ArrayList<>();
    for (CommunityList.Entry entry : list.entries()) {
      String text = entry.expression();
      entries.add(
          new CommunityFilter.Entry(
              entry.permit(),
              entry.communities().stream().map(Community::value).toList(),
              text == null ? null : expression(text, list.name(), entry.origin())));
    }
    return new CommunityFilter(List.copyOf(entries));
  }

  private Condition.Expression expression(String text, String list, io.towpath.net.Origin origin) {
    Condition.Expression known = expressions.get(text);
    if (known == null) {
      RouterExpression compiled = RouterExpression.compile(text);
      if (compiled.pattern() == null) {
        findings.add(
            RoutingKinds.INVALID_EXPRESSION.at(
                origin,
                "The expression \"%s\" of list \"%s\" is not valid: %s; it matches nothing."
                    .formatted(text, list, compiled.error())));
      }
      known = new Condition.Expression(text, compiled.pattern());
      expressions.put(text, known);
    }
    return known;
  }

  private static boolean isDerived(AddressSet set) {
    return switch (set) {
      case AddressSet.Derived _ -> true;
      case AddressSet.Except(AddressSet excluded) -> isDerived(excluded);
      case AddressSet.Any _, AddressSet.Prefixes _, AddressSet.Wildcard _ -> false;
    };
  }

  /** Reports terms that ask for an interface, which is known of originated routes only. */
  synchronized void reportInterfaces(RoutePolicy policy) {
    for (RoutePolicy.Term term : policy.terms()) {
      for (Match match : term.matches()) {
        if (match instanceof Match.OutInterface(List<String> interfaces)) {
          report(
              RoutingKinds.INTERFACE_OF_A_SESSION,
              policy,
              term,
              "matches interface "
                  + String.join(", ", interfaces)
                  + " on a session; it never does");
        }
      }
    }
  }

  private void report(FindingKind kind, RoutePolicy policy, RoutePolicy.Term term, String what) {
    findings.add(
        kind.at(
            term.origin(),
            "Term %d of policy \"%s\" %s.".formatted(term.sequence(), policy.name(), what)));
  }

  /** Number of a condition on the prefix. */
  synchronized int prefixConditionId(PrefixCondition condition) {
    Integer known = prefixConditionIds.get(condition);
    if (known == null) {
      known = prefixConditions.size();
      prefixConditions.add(condition);
      prefixConditionIds.put(condition, known);
    }
    return known;
  }

  synchronized int prefixConditionCount() {
    return prefixConditions.size();
  }

  synchronized PrefixCondition prefixCondition(int id) {
    return prefixConditions.get(id);
  }

  synchronized Condition.PathCondition pathCondition(int id) {
    return pathConditions.get(id);
  }

  /** Number of a class of routes, from 1. */
  synchronized int classId(String name) {
    return classes.computeIfAbsent(name, n -> classes.size() + 1);
  }

  /** Number of a class of routes if a policy asks for it, else 0. */
  synchronized int knownClassId(String name) {
    return asked.contains(name) ? classId(name) : 0;
  }

  /** Number of a reason to keep a route out of the decision, from 1. */
  synchronized int reasonId(String reason) {
    int known = reasons.indexOf(reason);
    if (known > 0) {
      return known;
    }
    reasons.add(reason);
    return reasons.size() - 1;
  }

  synchronized String reason(int id) {
    return reasons.get(id);
  }

  /** What was compiled and cannot be computed as written, sorted. */
  synchronized List<Finding> findings() {
    return List.copyOf(findings);
  }
}
