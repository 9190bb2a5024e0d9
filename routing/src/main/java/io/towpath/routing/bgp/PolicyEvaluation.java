package io.towpath.routing.bgp;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies policies to one route at a time. The route is in {@link #draft}, {@link #path} and {@link
 * #nextHop}; with {@link #ANY_PATH} as path the result holds for every path and next hop, and
 * changes of those two are noted instead of made. For one thread.
 */
final class PolicyEvaluation {
  /** Stands for every path. */
  static final int ANY_PATH = -1;

  /** What becomes of the next hop. */
  enum NextHopRule {
    KEEP,
    /** The peer's address when receiving, the own one when sending. */
    OWN_OR_PEER,
    FIXED
  }

  private final PolicyTable table;
  private final Interner interner;
  private final LongMap pathConditions = new LongMap();

  final AttributeDraft draft = new AttributeDraft();
  int path;
  int nextHop;
  RoutePolicy.Source source = RoutePolicy.Source.EBGP;

  /** Address that {@link Change.NextHopPeerOrSelf} stands for; without meaning for any path. */
  int ownOrPeer;

  /** Interface of the route that is originated, if known. */
  @Nullable String outInterface;

  /** Conditions on path and next hop taken to hold, all others not; null = look at the route. */
  @Nullable Set<Condition> assumed;

  /** With {@link #ANY_PATH}: changes of the path, in order. */
  final List<Change> pathChanges = new ArrayList<>();

  NextHopRule nextHopRule = NextHopRule.KEEP;
  int fixedNextHop;

  /** After a denial: index of the policy, and sequence of the term or −1 if no term matched. */
  int deniedBy;

  int deniedTerm;

  PolicyEvaluation(PolicyTable table, Interner interner) {
    this.table = table;
    this.interner = interner;
  }

  /** Applies a chain of folded policies; false if one denies. */
  boolean permits(List<List<PolicyTerm>> chain) {
    pathChanges.clear();
    nextHopRule = NextHopRule.KEEP;
    for (int i = 0; i < chain.size(); i++) {
      deniedTerm = -1;
      if (!permitsOne(chain.get(i))) {
        deniedBy = i;
        return false;
      }
    }
    return true;
  }

  /** Applies the policy of an origination of one prefix. */
  boolean permitsOriginated(RoutePolicy policy, long prefix) {
    source = RoutePolicy.Source.ORIGINATED;
    List<PolicyTerm> folded =
        table.compile(policy).foldedFor(id -> table.prefixCondition(id).holds(prefix));
    return permits(List.of(folded));
  }

  /** Id of the attributes in the draft. */
  int intern() {
    return interner.attributes.intern(draft);
  }

  private boolean permitsOne(List<PolicyTerm> terms) {
    for (PolicyTerm term : terms) {
      if (matches(term)) {
        if (!term.permit()) {
          deniedTerm = term.sequence();
          return false;
        }
        for (PolicyTerm.PolicyChange change : term.changes()) {
          apply(change);
        }
        return true;
      }
    }
    return false;
  }

  private boolean matches(PolicyTerm term) {
    for (Condition condition : term.conditions()) {
      if (!holds(condition)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Condition condition) {
    if (assumed != null && condition.readsPathOrNextHop()) {
      return assumed.contains(condition);
    }
    return switch (condition) {
      case Condition.OnPrefix _ -> throw new IllegalStateException("not folded");
      case Condition.OnPath(int id) -> pathHolds(id);
      case Condition.OnNextHop(PrefixCondition.InLists lists) ->
          lists.holds(PrefixKey.of(nextHop, 32));
      case Condition.OnCommunities(List<CommunityFilter> lists, boolean exact) -> {
        int[] communities = interner.arrays.toArray(draft.communities);
        yield lists.stream().anyMatch(list -> list.permits(communities, exact));
      }
      case Condition.OnTag(List<Long> tags) -> tags.contains(Integer.toUnsignedLong(draft.tag));
      case Condition.OnMed(long value) -> value == Integer.toUnsignedLong(draft.med);
      case Condition.OnClass(List<Integer> classes) -> classes.contains(draft.sourceClass);
      case Condition.OnSource(RoutePolicy.Source wanted) -> source == wanted;
      case Condition.OnInterface(List<String> interfaces) ->
          outInterface != null && interfaces.contains(outInterface);
      case Condition.Never() -> false;
    };
  }

  private boolean pathHolds(int id) {
    long key = (long) id << 32 | path;
    long known = pathConditions.get(key, -1);
    if (known < 0) {
      String text = interner.paths.toAsPath(path).toString();
      known = table.pathCondition(id).holds(interner.paths, path, text) ? 1 : 0;
      pathConditions.put(key, known);
    }
    return known == 1;
  }

  private void apply(PolicyTerm.PolicyChange change) {
    switch (change) {
      case PolicyTerm.PolicyChange.RemoveCommunities(CommunityFilter filter) -> {
        int[] kept =
            Arrays.stream(interner.arrays.toArray(draft.communities))
                .filter(c -> !filter.permits(new int[] {c}, false))
                .toArray();
        draft.communities = interner.arrays.intern(kept, kept.length);
      }
      case PolicyTerm.PolicyChange.KeepOut(int reason) -> draft.keptOut = reason;
      case PolicyTerm.PolicyChange.Plain(Change plain) -> apply(plain);
    }
  }

  private void apply(Change change) {
    switch (change) {
      case Change.LocalPreference(long value) -> draft.localPreference = (int) value;
      case Change.Weight(int value) -> draft.weight = value;
      case Change.Med(long value) -> draft.setMed(value);
      case Change.MedPlus(long difference) -> draft.setMed(draft.sentMed() + difference);
      case Change.Communities(List<Community> communities, boolean additive) ->
          setCommunities(communities, additive);
      case Change.RemoveCommunities _ -> draft.communities = ArrayTable.EMPTY;
      case Change.SetOrigin(var origin) -> draft.origin = origin;
      case Change.SetTag(long value) -> draft.tag = (int) value;
      case Change.SetNextHop(IpAddress address) -> {
        if (address instanceof Ipv4Address(int bits)) {
          setNextHop(NextHopRule.FIXED, bits);
        }
      }
      case Change.NextHopPeerOrSelf() -> setNextHop(NextHopRule.OWN_OR_PEER, ownOrPeer);
      case Change.Prepend _, Change.PrependLast _, Change.ReplaceAsn _ -> {
        if (path == ANY_PATH) {
          pathChanges.add(change);
        } else {
          path = changedPath(interner.paths, path, change);
        }
      }
      // Compiled into changes of their own, or without meaning for BGP.
      case Change.NotEligible _, Change.TranslatePrefix _, Change.MetricType _ -> {}
    }
  }

  private void setNextHop(NextHopRule rule, int address) {
    nextHopRule = rule;
    fixedNextHop = address;
    nextHop = address;
  }

  private void setCommunities(List<Community> communities, boolean additive) {
    int[] before = additive ? interner.arrays.toArray(draft.communities) : new int[0];
    int[] all = Arrays.copyOf(before, before.length + communities.size());
    for (int i = 0; i < communities.size(); i++) {
      all[before.length + i] = communities.get(i).value();
    }
    int[] sorted = ArrayTable.sortedDistinct(all, all.length);
    draft.communities = interner.arrays.intern(sorted, sorted.length);
  }

  /** A path after a change of the path. */
  static int changedPath(PathTable paths, int path, Change change) {
    return switch (change) {
      case Change.Prepend(List<Long> asns) -> {
        int result = path;
        for (int i = asns.size() - 1; i >= 0; i--) {
          result = paths.prepend((int) (long) asns.get(i), result);
        }
        yield result;
      }
      case Change.PrependLast(int times) -> {
        int result = path;
        int last = paths.first(path);
        for (int i = 0; i < times && last != 0; i++) {
          result = paths.prepend(last, result);
        }
        yield result;
      }
      case Change.ReplaceAsn(long from, long to) ->
          paths.occurrences(path, (int) from) == 0
              ? path
              : paths.map(path, asn -> asn == (int) from ? to : Integer.toUnsignedLong(asn));
      case Change.LocalPreference _,
          Change.Weight _,
          Change.Med _,
          Change.MedPlus _,
          Change.Communities _,
          Change.RemoveCommunities _,
          Change.SetNextHop _,
          Change.NextHopPeerOrSelf _,
          Change.SetOrigin _,
          Change.SetTag _,
          Change.MetricType _,
          Change.NotEligible _,
          Change.TranslatePrefix _ ->
          path;
    };
  }
}
