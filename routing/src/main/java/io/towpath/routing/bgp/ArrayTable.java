package io.towpath.routing.bgp;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of ints by id: communities, cluster lists, AS sets, multipath members. Array 0 is empty.
 */
final class ArrayTable extends InternTable<ArrayTable> {
  static final int EMPTY = 0;

  private int[] data = new int[32];

  /** Where a row ends in {@link #data}; it begins where the row before ends. */
  private int[] ends = new int[16];

  /** A table that holds the empty array. */
  ArrayTable() {
    this(null);
    add(new int[0], 0);
  }

  private ArrayTable(@Nullable ArrayTable parent) {
    super(parent);
  }

  /** Id of the first {@code size} elements of an array. */
  int intern(int[] array, int size) {
    int hash = hash(array, 0, size);
    ArrayTable table = this;
    while (table != null) {
      int mask = table.slots.length - 1;
      for (int slot = hash & mask; table.slots[slot] != 0; slot = slot + 1 & mask) {
        int row = table.slots[slot] - 1;
        if (Arrays.equals(table.data, table.start(row), table.ends[row], array, 0, size)) {
          return table.base + row;
        }
      }
      table = table.parent;
    }
    return add(array, size);
  }

  private int add(int[] array, int size) {
    int start = start(count);
    data = roomFor(data, start + size);
    ends = roomFor(ends, count + 1);
    System.arraycopy(array, 0, data, start, size);
    ends[count] = start + size;
    return added(hash(array, 0, size));
  }

  int size(int id) {
    ArrayTable table = holder(id);
    int row = id - table.base;
    return table.ends[row] - table.start(row);
  }

  int get(int id, int index) {
    ArrayTable table = holder(id);
    return table.data[table.start(id - table.base) + index];
  }

  int[] toArray(int id) {
    ArrayTable table = holder(id);
    int row = id - table.base;
    return Arrays.copyOfRange(table.data, table.start(row), table.ends[row]);
  }

  /** The values of an array as a set. */
  BitSet toBitSet(int id) {
    BitSet set = new BitSet();
    for (int value : toArray(id)) {
      set.set(value);
    }
    return set;
  }

  /** True if an array holds a value. */
  boolean contains(int id, int value) {
    ArrayTable table = holder(id);
    int row = id - table.base;
    for (int i = table.start(row); i < table.ends[row]; i++) {
      if (table.data[i] == value) {
        return true;
      }
    }
    return false;
  }

  /** The first {@code size} values in unsigned order, each once. */
  static int[] sortedDistinct(int[] values, int size) {
    int[] sorted = Arrays.copyOf(values, size);
    for (int i = 0; i < size; i++) {
      sorted[i] ^= Integer.MIN_VALUE;
    }
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int value = sorted[i] ^ Integer.MIN_VALUE;
      if (kept == 0 || sorted[kept - 1] != value) {
        sorted[kept++] = value;
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private ArrayTable holder(int id) {
    ArrayTable table = this;
    while (id < table.base && table.parent != null) {
      table = table.parent;
    }
    return table;
  }

  private static int hash(int[] array, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + spread(array[i]);
    }
    return spread(hash);
  }

  @Override
  ArrayTable self() {
    return this;
  }

  @Override
  ArrayTable create(@Nullable ArrayTable parentOrNull) {
    return new ArrayTable(parentOrNull);
  }

  @Override
  int hashOf(int row) {
    return hash(data, start(row), ends[row]);
  }

  @Override
  void copyRow(ArrayTable from, int row) {
    add(
        Arrays.copyOfRange(from.data, from.start(row), from.ends[row]),
        from.ends[row] - from.start(row));
  }
}
