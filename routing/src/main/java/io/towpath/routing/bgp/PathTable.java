package io.towpath.routing.bgp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AS paths by id: a path is its first AS (or AS set) and the id of the rest, so that prepending
 * costs one look-up and equal paths have equal ids. Path 0 is the empty one.
 */
final class PathTable extends InternTable<PathTable> {
  static final int EMPTY = 0;

  private static final int LENGTH_BITS = 16;
  private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;

  /** The empty path, which has neither head nor rest. */
  private static final long NO_NODE = -1;

  private final ArrayTable sets;

  /**
   * First ASN, or id of the set in {@link #sets}, in the upper half; in the lower the rest of the
   * path, doubled, and odd if the head is a set.
   */
  private long[] nodes = new long[16];

  /** Length in the lowest {@link #LENGTH_BITS} bits; above, {@link #bloomBit} of every ASN. */
  private long[] facts = new long[16];

  /** A table that holds the empty path. */
  PathTable(ArrayTable sets) {
    this(sets, null);
    add(NO_NODE);
  }

  private PathTable(ArrayTable sets, @Nullable PathTable parent) {
    super(parent);
    this.sets = sets;
  }

  /** A fork whose sets are in the given fork of this table's sets. */
  PathTable fork(ArrayTable forkedSets) {
    PathTable fork = fork();
    return new PathTable(forkedSets, fork.parent);
  }

  /** The path with one more ASN in front. */
  int prepend(int asn, int path) {
    return intern(asn, path << 1);
  }

  /** The path with a set of ASNs (sorted, distinct) in front. */
  int prependSet(int[] asns, int path) {
    return intern(sets.intern(asns, asns.length), path << 1 | 1);
  }

  private int intern(int first, int rest) {
    long node = (long) first << 32 | rest;
    int hash = hash(node);
    PathTable table = this;
    while (table != null) {
      // A table that lacks the rest of the path cannot hold the path.
      if (rest >> 1 < table.end()) {
        int mask = table.slots.length - 1;
        for (int slot = hash & mask; table.slots[slot] != 0; slot = slot + 1 & mask) {
          int row = table.slots[slot] - 1;
          if (table.nodes[row] == node) {
            return table.base + row;
          }
        }
      }
      table = table.parent;
    }
    return add(node);
  }

  private int add(long node) {
    int row = count;
    nodes = roomFor(nodes, row + 1);
    facts = roomFor(facts, row + 1);
    nodes[row] = node;
    facts[row] = node == NO_NODE ? 0 : factsOf(node);
    return added(hash(node));
  }

  private long factsOf(long node) {
    int first = (int) (node >> 32);
    long rest = facts((int) node >> 1);
    // A path of 65,535 ASNs does not grow longer; no BGP message holds one.
    long length = Math.min((rest & LENGTH_MASK) + 1, LENGTH_MASK);
    long bloom = (node & 1) == 0 ? bloomBit(first) : bloomOfSet(first);
    return rest & ~LENGTH_MASK | bloom | length;
  }

  private long bloomOfSet(int set) {
    long bits = 0;
    for (int i = 0; i < sets.size(set); i++) {
      bits |= bloomBit(sets.get(set, i));
    }
    return bits;
  }

  private long facts(int path) {
    PathTable table = holder(path);
    return table.facts[path - table.base];
  }

  private long node(int path) {
    PathTable table = holder(path);
    return table.nodes[path - table.base];
  }

  /** Length for the decision: a set counts as one (RFC 4271 §9.1.2.2 a). */
  int length(int path) {
    return (int) (facts(path) & LENGTH_MASK);
  }

  /** False if a path cannot hold an ASN, given its {@link #bloomBit}. */
  boolean mayContain(int path, long bloomBit) {
    return (facts(path) & bloomBit) != 0;
  }

  /** One of 48 bits for an ASN; a path without the bit cannot hold the ASN. */
  static long bloomBit(int asn) {
    return 1L << LENGTH_BITS + (int) ((spread(asn) & 0xFFFF_FFFFL) * (64 - LENGTH_BITS) >>> 32);
  }

  /** How often an ASN occurs in a path, members of sets included. */
  int occurrences(int path, int asn) {
    if (!mayContain(path, bloomBit(asn))) {
      return 0;
    }
    int found = 0;
    for (int p = path; p != EMPTY; p = rest(p)) {
      if (isSet(p)) {
        int set = head(p);
        for (int i = 0; i < sets.size(set); i++) {
          found += sets.get(set, i) == asn ? 1 : 0;
        }
      } else {
        found += head(p) == asn ? 1 : 0;
      }
    }
    return found;
  }

  /** Leftmost ASN: the neighbouring AS for MED. 0 if the path is empty or begins with a set. */
  int first(int path) {
    return path == EMPTY || isSet(path) ? 0 : head(path);
  }

  /** True if the path begins with a set. */
  boolean isSet(int path) {
    return path != EMPTY && (node(path) & 1) != 0;
  }

  /** First ASN or set id. */
  int head(int path) {
    return (int) (node(path) >> 32);
  }

  /** The path without its first ASN or set. */
  int rest(int path) {
    return (int) node(path) >> 1;
  }

  /** ASNs of the set at the beginning of a path. */
  int[] setAt(int path) {
    return sets.toArray(head(path));
  }

  /** A change of single ASNs of a path. */
  interface AsnChange {
    /** The ASN to put in its place, or {@link #DROP}. */
    long changed(int asn);

    /** Removes the ASN from the path. */
    long DROP = -1;
  }

  /** The path with every ASN changed; a set that becomes empty disappears. */
  int map(int path, AsnChange change) {
    if (path == EMPTY) {
      return EMPTY;
    }
    int rest = map(rest(path), change);
    if (!isSet(path)) {
      long asn = change.changed(head(path));
      return asn == AsnChange.DROP ? rest : prepend((int) asn, rest);
    }
    int[] members = setAt(path);
    int kept = 0;
    for (int member : members) {
      long asn = change.changed(member);
      if (asn != AsnChange.DROP) {
        members[kept++] = (int) asn;
      }
    }
    return kept == 0 ? rest : prependSet(ArrayTable.sortedDistinct(members, kept), rest);
  }

  /** The same path of another table. */
  int copy(PathTable from, int path) {
    if (path == EMPTY) {
      return EMPTY;
    }
    int rest = copy(from, from.rest(path));
    return from.isSet(path) ? prependSet(from.setAt(path), rest) : prepend(from.head(path), rest);
  }

  /** The path as a value. */
  AsPath toAsPath(int path) {
    List<AsPath.Segment> segments = new ArrayList<>();
    List<Long> sequence = new ArrayList<>();
    for (int p = path; p != EMPTY; p = rest(p)) {
      if (!isSet(p)) {
        sequence.add(Integer.toUnsignedLong(head(p)));
        continue;
      }
      if (!sequence.isEmpty()) {
        segments.add(new AsPath.Sequence(sequence));
        sequence.clear();
      }
      List<Long> members = new ArrayList<>();
      for (int asn : setAt(p)) {
        members.add(Integer.toUnsignedLong(asn));
      }
      segments.add(new AsPath.Set(members));
    }
    if (!sequence.isEmpty()) {
      segments.add(new AsPath.Sequence(sequence));
    }
    return segments.isEmpty() ? AsPath.EMPTY : new AsPath(segments);
  }

  private PathTable holder(int path) {
    PathTable table = this;
    while (path < table.base && table.parent != null) {
      table = table.parent;
    }
    return table;
  }

  private static int hash(long node) {
    return spread((int) (node >> 32) * 0x85EBCA6B + (int) node);
  }

  @Override
  PathTable self() {
    return this;
  }

  @Override
  PathTable create(@Nullable PathTable parentOrNull) {
    return new PathTable(sets, parentOrNull);
  }

  @Override
  int hashOf(int row) {
    return hash(nodes[row]);
  }

  @Override
  void copyRow(PathTable from, int row) {
    add(from.nodes[row]);
  }
}
