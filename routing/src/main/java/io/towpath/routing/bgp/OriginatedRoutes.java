package io.towpath.routing.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.network.RoutePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What one speaker originates, after the policies of its originations, sorted by prefix. Ids are
 * those of the interner of all originations. Immutable.
 *
 * @param given the list that it was made from
 */
record OriginatedRoutes(
    List<Origination> given,
    long[] prefix,
    int[] path,
    int[] nextHop,
    int[] attributes,
    Origination[] source) {

  /** What IOS-XE gives to routes of its own. */
  static final int OWN_WEIGHT = 32768;

  private static final Comparator<Origination> CONTENT =
      Comparator.<Origination>comparingInt(o -> o.origin().ordinal())
          .thenComparingLong(Origination::med)
          .thenComparingLong(Origination::tag)
          .thenComparing(Origination::source)
          .thenComparing(Origination::nextHop, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(o -> o.outInterface() == null ? "" : o.outInterface())
          .thenComparing(Origination::where);

  private record Keyed(long prefix, Origination origination) {}

  /** Applies the policies of a speaker's originations. IPv6 prefixes are left out. */
  static OriginatedRoutes of(
      BgpTopology topology, int speaker, List<Origination> given, PolicyEvaluation evaluation) {
    List<Keyed> sorted = new ArrayList<>(given.size());
    for (Origination origination : given) {
      if (origination.prefix().network() instanceof Ipv4Address) {
        sorted.add(new Keyed(PrefixKey.of(origination.prefix()), origination));
      }
    }
    // Content breaks ties, so that the order of the input has no meaning.
    sorted.sort(
        (a, b) -> {
          int order = Long.compare(a.prefix, b.prefix);
          return order != 0 ? order : CONTENT.compare(a.origination, b.origination);
        });
    int count = 0;
    long[] prefix = new long[sorted.size()];
    int[] path = new int[sorted.size()];
    int[] nextHop = new int[sorted.size()];
    int[] attributes = new int[sorted.size()];
    Origination[] source = new Origination[sorted.size()];
    for (Keyed keyed : sorted) {
      int id = evaluate(topology, speaker, keyed, evaluation);
      if (id >= 0) {
        prefix[count] = keyed.prefix;
        path[count] = evaluation.path;
        nextHop[count] = evaluation.nextHop;
        attributes[count] = id;
        source[count++] = keyed.origination;
      }
    }
    return new OriginatedRoutes(
        given,
        Arrays.copyOf(prefix, count),
        Arrays.copyOf(path, count),
        Arrays.copyOf(nextHop, count),
        Arrays.copyOf(attributes, count),
        Arrays.copyOf(source, count));
  }

  private static int evaluate(
      BgpTopology topology, int speaker, Keyed keyed, PolicyEvaluation evaluation) {
    Origination origination = keyed.origination;
    AttributeDraft draft = evaluation.draft;
    draft.clear();
    draft.weight = OWN_WEIGHT;
    draft.rank = AttributeDraft.ORIGINATED;
    draft.origin = origination.origin();
    draft.setMed(origination.med());
    draft.localPreference = (int) topology.options[speaker].defaultLocalPreference();
    draft.tag = (int) origination.tag();
    Ipv4Address hop = origination.nextHop();
    evaluation.path = PathTable.EMPTY;
    evaluation.nextHop = hop == null ? 0 : hop.bits();
    evaluation.outInterface = origination.outInterface();
    evaluation.ownOrPeer = 0;
    RoutePolicy policy = origination.policy();
    if (policy != null && !permits(topology, policy, keyed, evaluation)) {
      return -1;
    }
    draft.sourceClass = topology.policies.knownClassId(origination.source());
    evaluation.outInterface = null;
    // A route that the speaker itself keeps out of its decision need not be there.
    return draft.keptOut != 0 ? -1 : evaluation.intern();
  }

  private static boolean permits(
      BgpTopology topology, RoutePolicy policy, Keyed keyed, PolicyEvaluation evaluation) {
    evaluation.draft.sourceClass = topology.policies.classId(keyed.origination.source());
    return evaluation.permitsOriginated(policy, keyed.prefix);
  }
}
