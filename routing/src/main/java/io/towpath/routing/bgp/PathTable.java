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

  private final ArrayTable sets;

  /** First ASN, or id of the set in {@link #sets}. */
  private int[] head = new int[16];

  /** Rest of the path, doubled; odd if the head is a set. */
  private int[] link = new int[16];

  private int[] length = new int[16];

  /** Bit {@link #bloomBit} of every ASN in the path. */
  private long[] bloom = new long[16];

  /** A table that holds the empty path. */
  PathTable(ArrayTable sets) {
    this(sets, null);
    add(0, -1);
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
    int hash = hash(first, rest);
    PathTable table = this;
    while (table != null) {
      // A table that lacks the rest of the path cannot hold the path.
      if (rest >> 1 < table.end()) {
        int mask = table.slots.length - 1;
        for (int slot = hash & mask; table.slots[slot] != 0; slot = slot + 1 & mask) {
          int row = table.slots[slot] - 1;
          if (table.head[row] == first && table.link[row] == rest) {
            return table.base + row;
          }
        }
      }
      table = table.parent;
    }
    return add(first, rest);
  }

  private int add(int first, int rest) {
    int row = count;
    head = roomFor(head, row + 1);
    link = roomFor(link, row + 1);
    length = roomFor(length, row + 1);
    bloom = roomFor(bloom, row + 1);
    head[row] = first;
    link[row] = rest;
    if (rest >= 0) {
      length[row] = length(rest >> 1) + 1;
      bloom[row] = bloom(rest >> 1) | ((rest & 1) == 0 ? bloomBit(first) : bloomOfSet(first));
    }
    return added(hash(first, rest));
  }

  private long bloomOfSet(int set) {
    long bits = 0;
    for (int i = 0; i < sets.size(set); i++) {
      bits |= bloomBit(sets.get(set, i));
    }
    return bits;
  }

  /** Length for the decision: a set counts as one (RFC 4271 §9.1.2.2 a). */
  int length(int path) {
    PathTable table = holder(path);
    return table.length[path - table.base];
  }

  /** Union of {@link #bloomBit} over the ASNs of a path. */
  long bloom(int path) {
    PathTable table = holder(path);
    return table.bloom[path - table.base];
  }

  /** One of 64 bits for an ASN; a path without the bit cannot hold the ASN. */
  static long bloomBit(int asn) {
    return 1L << (spread(asn) >>> 26);
  }

  /** How often an ASN occurs in a path, members of sets included. */
  int occurrences(int path, int asn) {
    if ((bloom(path) & bloomBit(asn)) == 0) {
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
    PathTable table = holder(path);
    return path != EMPTY && (table.link[path - table.base] & 1) != 0;
  }

  /** First ASN or set id. */
  int head(int path) {
    PathTable table = holder(path);
    return table.head[path - table.base];
  }

  /** The path without its first ASN or set. */
  int rest(int path) {
    PathTable table = holder(path);
    return table.link[path - table.base] >> 1;
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

  private static int hash(int first, int rest) {
    return spread(first * 0x85EBCA6B + rest);
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
    return hash(head[row], link[row]);
  }

  @Override
  void copyRow(PathTable from, int row) {
    add(from.head[row], from.link[row]);
  }
}
