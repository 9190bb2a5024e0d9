package io.towpath.routing.bgp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An append-only table that gives equal rows one dense id, so that equality is equality of ints.
 *
 * @param <T> the table's own type
 */
abstract class InternTable<T extends InternTable<T>> {

  /*
   * A fork shares the rows of its parent and adds its own. A parent is never added to again once it
   * has a fork, so states that were handed out stay valid and can be read by many threads, while a
   * what-if adds rows of its own that vanish with it. Rows of a chain of forks are merged
   * geometrically: the depth stays logarithmic and each row is copied a few times at most.
   */

  private static final int FIRST_SLOTS = 16;

  final @Nullable T parent;

  /** First id of this table's own rows; smaller ids belong to the parent. */
  final int base;

  /** Number of own rows. */
  int count;

  /** Open addressing: own row + 1, or 0; the length is a power of two. */
  int[] slots = new int[FIRST_SLOTS];

  private boolean frozen;

  /** Parent of the forks of this table; null before the first one. */
  private volatile @Nullable T forkParent;

  InternTable(@Nullable T parent) {
    this.parent = parent;
    base = parent == null ? 0 : parent.end();
  }

  /** The id after the last one. */
  final int end() {
    return base + count;
  }

  /** A table that has the rows of this one and may be added to; this one no longer. */
  final T fork() {
    T rows = forkParent;
    if (rows == null) {
      rows = self();
      while (rows.parent != null && rows.parent.count <= 4 * (long) rows.count) {
        rows = merged(rows.parent, rows);
      }
      ((InternTable<T>) rows).frozen = true;
      frozen = true;
      T below = rows.parent;
      rows = rows.count == 0 && below != null ? below : rows;
      forkParent = rows;
    }
    return create(rows);
  }

  private T merged(T lower, T upper) {
    T merged = create(lower.parent);
    for (int row = 0; row < lower.count; row++) {
      merged.copyRow(lower, row);
    }
    for (int row = 0; row < upper.count; row++) {
      merged.copyRow(upper, row);
    }
    return merged;
  }

  /** Registers the row that the subclass has just written at index {@code count}. */
  final int added(int hash) {
    if (frozen) {
      throw new IllegalStateException("a forked table is read-only");
    }
    int row = count++;
    if (2 * count > slots.length) {
      rehash();
    } else {
      put(hash, row);
    }
    return base + row;
  }

  private void rehash() {
    slots = new int[4 * slots.length];
    for (int row = 0; row < count; row++) {
      put(hashOf(row), row);
    }
  }

  private void put(int hash, int row) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = row + 1;
  }

  /** Makes room for one more row in a column. */
  static int[] roomFor(int[] column, int needed) {
    return needed <= column.length ? column : Arrays.copyOf(column, Math.max(needed, 2 * needed));
  }

  /** Makes room for one more row in a column. */
  static long[] roomFor(long[] column, int needed) {
    return needed <= column.length ? column : Arrays.copyOf(column, Math.max(needed, 2 * needed));
  }

  /** Spreads entropy to the low bits, which choose the slot. */
  static int spread(int hash) {
    int h = hash * 0x9E3779B1;
    return h ^ h >>> 15;
  }

  abstract T self();

  abstract T create(@Nullable T parentOrNull);

  /** Hash of an own row, as it was given to {@link #added}. */
  abstract int hashOf(int row);

  /** Appends a copy of another table's own row. */
  abstract void copyRow(T from, int row);
}
