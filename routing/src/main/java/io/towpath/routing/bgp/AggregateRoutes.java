package io.towpath.routing.bgp;

import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Aggregates (RFC 4271 §9.2.2.2): originated by a speaker while its table holds a more specific
 * route. Classes are solved in the order of falling prefix length, so contributors are settled when
 * their aggregate is made.
 */
final class AggregateRoutes {
  private final BgpTopology topology;
  private final PrefixClasses classes;
  private final ClassResult[] results;
  private final Interners interners;

  /** Gives the interner of a group. */
  @FunctionalInterface
  interface Interners {
    Interner of(int group);
  }

  /** A best route of a contributor at the aggregating speaker. */
  private record Contributor(Interner interner, ClassRoutes routes, int row) {}

  /**
   * Aggregates over results of the present solve.
   *
   * @param results by class; those of contributors are there before an aggregate is asked for
   */
  AggregateRoutes(
      BgpTopology topology, PrefixClasses classes, ClassResult[] results, Interners interners) {
    this.topology = topology;
    this.classes = classes;
    this.results = results;
    this.interners = interners;
  }

  /** Rules of the topology in the order of their speakers. */
  int[] bySpeaker(int[] rules) {
    return Arrays.stream(rules)
        .boxed()
        .sorted(Comparator.comparingInt(r -> topology.aggregates.get(r).speaker()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Adds the aggregate of a rule to what speakers originate. */
  void addTo(LocalRoutes.Builder builder, int rule, Interner interner) {
    BgpTopology.AggregateRule aggregate = topology.aggregates.get(rule);
    int speaker = aggregate.speaker();
    List<Contributor> contributors = contributors(rule, speaker);
    if (contributors.isEmpty()) {
      builder.addInactive(speaker);
      return;
    }
    PolicyEvaluation evaluation = new PolicyEvaluation(topology.policies, interner);
    AttributeDraft draft = evaluation.draft;
    draft.clear();
    draft.weight = OriginatedRoutes.OWN_WEIGHT;
    draft.rank = AttributeDraft.AGGREGATE;
    draft.localPreference = (int) topology.options[speaker].defaultLocalPreference();
    draft.origin = worstOrigin(contributors);
    BgpSpeaker.Aggregate config = aggregate.config();
    if (config.asSet()) {
      evaluation.path = commonPath(contributors, interner.paths);
      draft.communities = allCommunities(contributors, interner);
    } else {
      // RFC 4271 §5.1.6: ASNs are lost.
      draft.atomic = true;
      evaluation.path = PathTable.EMPTY;
    }
    evaluation.nextHop = 0;
    RoutePolicy policy = config.policy();
    if (policy != null && !evaluation.permitsOriginated(policy, aggregate.prefix())
        || draft.keptOut != 0) {
      builder.addInactive(speaker);
      return;
    }
    builder.add(speaker, evaluation.path, evaluation.nextHop, evaluation.intern());
  }

  private List<Contributor> contributors(int rule, int speaker) {
    List<Contributor> list = new ArrayList<>();
    for (int c : classes.contributorsTo(rule)) {
      ClassResult result = results[c];
      int row = result.routes().row(speaker);
      if (row >= 0) {
        list.add(new Contributor(interners.of(result.group()), result.routes(), row));
      }
    }
    return list;
  }

  /** RFC 4271 §9.2.2.2: INCOMPLETE if one contributor is, else EGP if one is; without a set too. */
  private static BgpOrigin worstOrigin(List<Contributor> contributors) {
    BgpOrigin origin = BgpOrigin.IGP;
    AttributeDraft one = new AttributeDraft();
    for (Contributor contributor : contributors) {
      contributor.interner.attributes.read(contributor.routes.attributes(contributor.row), one);
      origin = one.origin.compareTo(origin) > 0 ? one.origin : origin;
    }
    return origin;
  }

  /** The communities of all contributors, as IOS-XE and FRR do with as-set. */
  private static int allCommunities(List<Contributor> contributors, Interner interner) {
    TreeSet<Integer> communities = new TreeSet<>(Integer::compareUnsigned);
    AttributeDraft one = new AttributeDraft();
    for (Contributor contributor : contributors) {
      contributor.interner.attributes.read(contributor.routes.attributes(contributor.row), one);
      for (int community : contributor.interner.arrays.toArray(one.communities)) {
        communities.add(community);
      }
    }
    int[] sorted = communities.stream().mapToInt(Integer::intValue).toArray();
    return interner.arrays.intern(sorted, sorted.length);
  }

  /** The longest leading sequence that all paths share, then a set of all other ASNs. */
  private static int commonPath(List<Contributor> contributors, PathTable paths) {
    List<Long> common = null;
    List<AsPath> all = new ArrayList<>();
    for (Contributor contributor : contributors) {
      AsPath path = contributor.interner.paths.toAsPath(contributor.routes.path(contributor.row));
      all.add(path);
      List<Long> leading =
          path.segments().isEmpty()
                  || !(path.segments().getFirst() instanceof AsPath.Sequence(List<Long> asns))
              ? List.of()
              : asns;
      common = common == null ? leading : common.subList(0, sharedLength(common, leading));
    }
    List<Long> shared = common == null ? List.of() : common;
    TreeSet<Integer> others = new TreeSet<>(Integer::compareUnsigned);
    for (AsPath path : all) {
      int skipped = 0;
      for (AsPath.Segment segment : path.segments()) {
        for (long asn : segment.asns()) {
          if (skipped++ >= shared.size()) {
            others.add((int) asn);
          }
        }
      }
    }
    int path = PathTable.EMPTY;
    if (!others.isEmpty()) {
      path = paths.prependSet(others.stream().mapToInt(Integer::intValue).toArray(), path);
    }
    for (int i = shared.size() - 1; i >= 0; i--) {
      path = paths.prepend((int) (long) shared.get(i), path);
    }
    return path;
  }

  private static int sharedLength(List<Long> one, List<Long> other) {
    int length = 0;
    while (length < one.size()
        && length < other.size()
        && one.get(length).equals(other.get(length))) {
      length++;
    }
    return length;
  }
}
