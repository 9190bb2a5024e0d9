package io.towpath.routing.bgp;

import io.towpath.net.Prefix;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The partition of all prefixes into classes that every speaker treats alike: the same speakers
 * originate them with the same attributes, and the same conditions on the prefix hold for them.
 * Classes are in the order of their first prefix. Immutable.
 */
final class PrefixClasses {
  private final long[] prefixes;
  private final int[] classOf;
  private final PrefixClass[] classes;

  /** Indexes of prefixes, class by class. */
  private final int[] members;

  private final int[] firstMember;

  /** Classes that contribute to each aggregate of the topology. */
  private final int[][] contributors;

  /** Classes that follow from others, after those. */
  private final int[] dependentClasses;

  /**
   * A class.
   *
   * @param key id of its content, the same in all solves of a topology
   * @param signature id of the array of the conditions on the prefix that hold
   * @param speakers speakers that originate it, ascending, once per route
   * @param routes path, next hop and attribute set of each, as ids of the originations
   * @param rules aggregates of the topology that make it
   * @param translations translations of the topology that lead to it, one for an end
   */
  record PrefixClass(
      int key, int signature, int[] speakers, int[] routes, int[] rules, int[] translations) {
    /** True if it follows from other classes. */
    boolean isDependent() {
      return rules.length + translations.length > 0;
    }
  }

  private PrefixClasses(
      BgpTopology topology,
      long[] prefixes,
      int[] classOf,
      PrefixClass[] classes,
      int[][] contributors) {
    this.contributors = contributors;
    this.prefixes = prefixes;
    this.classOf = classOf;
    this.classes = classes;
    firstMember = new int[classes.length + 1];
    for (int c : classOf) {
      firstMember[c + 1]++;
    }
    for (int c = 0; c < classes.length; c++) {
      firstMember[c + 1] += firstMember[c];
    }
    members = new int[prefixes.length];
    int[] next = Arrays.copyOf(firstMember, classes.length);
    for (int p = 0; p < prefixes.length; p++) {
      members[next[classOf[p]]++] = p;
    }
    dependentClasses = inOrder(topology);
  }

  /**
   * Aggregates come after their contributors, which are longer; translations after their source.
   */
  private int[] inOrder(BgpTopology topology) {
    int[] byLength =
        IntStream.range(0, classes.length)
            .filter(c -> classes[c].isDependent())
            .boxed()
            .sorted(
                Comparator.comparingInt(c -> -PrefixKey.length(prefixes[members[firstMember[c]]])))
            .mapToInt(Integer::intValue)
            .toArray();
    BitSet seen = new BitSet();
    List<Integer> ordered = new ArrayList<>();
    for (int c : byLength) {
      follow(topology, c, seen, ordered);
    }
    return ordered.stream().mapToInt(Integer::intValue).toArray();
  }

  private void follow(BgpTopology topology, int c, BitSet seen, List<Integer> ordered) {
    if (c < 0 || !classes[c].isDependent() || seen.get(c)) {
      return;
    }
    seen.set(c);
    if (!topology.translations.isEmpty()) {
      for (int rule : classes[c].rules()) {
        for (int contributor : contributors[rule]) {
          follow(topology, contributor, seen, ordered);
        }
      }
      for (int translation : classes[c].translations()) {
        follow(topology, classOf(topology.translations.get(translation).from()), seen, ordered);
      }
    }
    ordered.add(c);
  }

  /**
   * Partitions prefixes.
   *
   * @param originated routes of each speaker
   * @param interner interner of the originations
   */
  static PrefixClasses of(BgpTopology topology, OriginatedRoutes[] originated, Interner interner) {
    return new PartitionRefinement(topology, originated, interner).classes();
  }

  int count() {
    return classes.length;
  }

  PrefixClass get(int prefixClass) {
    return classes[prefixClass];
  }

  /** Classes of prefixes that aggregate {@code rule} of the topology covers. */
  int[] contributorsTo(int rule) {
    return contributors[rule];
  }

  /**
   * Classes that follow from others: aggregates, and what ends take other prefixes as. A class
   * comes after those that it follows from.
   */
  int[] dependentClasses() {
    return dependentClasses;
  }

  int size(int prefixClass) {
    return firstMember[prefixClass + 1] - firstMember[prefixClass];
  }

  /** Class of a prefix, or −1 if nobody originates it. */
  int classOf(long key) {
    int at = Arrays.binarySearch(prefixes, key);
    return at < 0 ? -1 : classOf[at];
  }

  int prefixCount() {
    return prefixes.length;
  }

  /** Prefix number {@code index} in order. */
  long prefix(int index) {
    return prefixes[index];
  }

  int classAt(int index) {
    return classOf[index];
  }

  /** Prefixes of a class, sorted. */
  List<Prefix> prefixesOf(int prefixClass) {
    int from = firstMember[prefixClass];
    int size = size(prefixClass);
    return new AbstractList<>() {
      @Override
      public Prefix get(int index) {
        if (index < 0 || index >= size) {
          throw new IndexOutOfBoundsException(index);
        }
        return PrefixKey.toPrefix(prefixes[members[from + index]]);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** One construction of the partition. */
  private static final class PartitionRefinement {
    private static final int INDEX_BITS = 25;

    private final BgpTopology topology;
    private final OriginatedRoutes[] originated;
    private final Interner interner;

    /** Prefix and index of a route, sorted. */
    private long[] routes = new long[0];

    private int[] speakerOf = new int[0];
    private int[] rowOf = new int[0];
    private long[] prefixes = new long[0];

    PartitionRefinement(BgpTopology topology, OriginatedRoutes[] originated, Interner interner) {
      this.topology = topology;
      this.originated = originated;
      this.interner = interner;
    }

    PrefixClasses classes() {
      sortRoutes();
      int[] signature = signatures();
      int[] classOf = new int[prefixes.length];
      PrefixClass[] classes = new PrefixClass[16];
      int count = 0;
      LongMap known = new LongMap();
      int[] key = new int[64];
      int route = 0;
      for (int p = 0; p < prefixes.length; p++) {
        int first = route;
        while (route < routes.length && routes[route] >>> INDEX_BITS == prefixes[p]) {
          route++;
        }
        int length = 1 + 4 * (route - first);
        key = InternTable.roomFor(key, length);
        key[0] = signature[p];
        fillKey(key, first, route);
        int id = interner.arrays.intern(key, length);
        int found = (int) known.get(id, -1);
        if (found < 0) {
          found = count++;
          known.put(id, found);
          if (count > classes.length) {
            classes = Arrays.copyOf(classes, 2 * classes.length);
          }
          classes[found] = newClass(id, key, route - first, prefixes[p]);
        }
        classOf[p] = found;
      }
      PrefixClass[] all = Arrays.copyOf(classes, count);
      return new PrefixClasses(topology, prefixes, classOf, all, contributors(all));
    }

    private int[][] contributors(PrefixClass[] classes) {
      int[][] contributors = new int[topology.aggregates.size()][];
      for (int r = 0; r < contributors.length; r++) {
        int inside = topology.aggregates.get(r).inside();
        contributors[r] =
            IntStream.range(0, classes.length)
                .filter(c -> interner.arrays.contains(classes[c].signature(), inside))
                .toArray();
      }
      return contributors;
    }

    private void fillKey(int[] key, int first, int last) {
      for (int r = first; r < last; r++) {
        int index = (int) (routes[r] & (1L << INDEX_BITS) - 1);
        OriginatedRoutes of = originated[speakerOf[index]];
        int row = rowOf[index];
        int at = 1 + 4 * (r - first);
        key[at] = speakerOf[index];
        key[at + 1] = of.path()[row];
        key[at + 2] = of.nextHop()[row];
        key[at + 3] = of.attributes()[row];
      }
    }

    private PrefixClass newClass(int id, int[] key, int count, long prefix) {
      int[] speakers = new int[count];
      int[] triples = new int[3 * count];
      for (int i = 0; i < count; i++) {
        speakers[i] = key[1 + 4 * i];
        System.arraycopy(key, 2 + 4 * i, triples, 3 * i, 3);
      }
      int[] rules = new int[topology.aggregates.size()];
      int found = 0;
      for (int r = 0; r < rules.length; r++) {
        if (topology.aggregates.get(r).prefix() == prefix) {
          rules[found++] = r;
        }
      }
      int[] translations =
          IntStream.range(0, topology.translations.size())
              .filter(t -> topology.translations.get(t).to() == prefix)
              .toArray();
      return new PrefixClass(
          id, key[0], speakers, triples, Arrays.copyOf(rules, found), translations);
    }

    private void sortRoutes() {
      int count = 0;
      for (OriginatedRoutes of : originated) {
        count += of.prefix().length;
      }
      routes = new long[count];
      speakerOf = new int[count];
      rowOf = new int[count];
      int index = 0;
      for (int speaker = 0; speaker < originated.length; speaker++) {
        long[] own = originated[speaker].prefix();
        for (int row = 0; row < own.length; row++) {
          speakerOf[index] = speaker;
          rowOf[index] = row;
          routes[index] = own[row] << INDEX_BITS | index;
          index++;
        }
      }
      Arrays.sort(routes);
      int extra = topology.aggregates.size() + topology.translations.size() + 1;
      long[] all = new long[count + extra];
      int size = 0;
      for (long route : routes) {
        all[size++] = route >>> INDEX_BITS;
      }
      for (BgpTopology.AggregateRule rule : topology.aggregates) {
        all[size++] = rule.prefix();
      }
      for (BgpTopology.TranslationRule rule : topology.translations) {
        all[size++] = rule.to();
      }
      if (topology.isDefault >= 0) {
        all[size++] = PrefixKey.of(0, 0);
      }
      Arrays.sort(all, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (kept == 0 || all[kept - 1] != all[i]) {
          all[kept++] = all[i];
        }
      }
      prefixes = Arrays.copyOf(all, kept);
    }

    /**
     * Id of the array of conditions that hold, for each prefix. A condition costs what it marks:
     * conditions are appended to chains that prefixes share.
     */
    private int[] signatures() {
      int[] chain = new int[prefixes.length];
      LongMap known = new LongMap();
      int[] rest = new int[16];
      int[] last = new int[16];
      int chains = 1;
      for (int condition = 0; condition < topology.prefixConditions; condition++) {
        BitSet marks = new BitSet();
        topology.policies.prefixCondition(condition).mark(prefixes, marks);
        for (int p = marks.nextSetBit(0); p >= 0; p = marks.nextSetBit(p + 1)) {
          long step = (long) chain[p] << 32 | condition;
          int next = (int) known.get(step, -1);
          if (next < 0) {
            next = chains++;
            known.put(step, next);
            rest = InternTable.roomFor(rest, chains);
            last = InternTable.roomFor(last, chains);
            rest[next] = chain[p];
            last[next] = condition;
          }
          chain[p] = next;
        }
      }
      return internChains(chain, chains, rest, last);
    }

    private int[] internChains(int[] chain, int chains, int[] rest, int[] last) {
      int[] ids = new int[chains];
      Arrays.fill(ids, -1);
      int[] conditions = new int[topology.prefixConditions];
      int[] signature = new int[chain.length];
      for (int p = 0; p < chain.length; p++) {
        if (ids[chain[p]] < 0) {
          int length = 0;
          for (int c = chain[p]; c != 0; c = rest[c]) {
            conditions[length++] = last[c];
          }
          ids[chain[p]] = interner.arrays.intern(conditions, length);
        }
        signature[p] = ids[chain[p]];
      }
      return signature;
    }
  }
}
