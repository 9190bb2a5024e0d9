package io.towpath.forwarding.plane;

import java.util.Arrays;

/**
 * Open-addressing map from {@code long} to {@code int}, filled once and then only read. Not
 * thread-safe while it is filled.
 */
final class LongIntMap {
  /** Value of keys that are absent. */
  static final int ABSENT = Integer.MIN_VALUE;

  private long[] keys = new long[16];
  private int[] values = new int[16];
  private int size;

  LongIntMap() {
    Arrays.fill(values, ABSENT);
  }

  /** Puts a value unless the key has one. */
  void putIfAbsent(long key, int value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(key);
    if (values[slot] == ABSENT) {
      keys[slot] = key;
      values[slot] = value;
      size++;
    }
  }

  /** The value of a key, or {@link #ABSENT}. */
  int get(long key) {
    return values[slot(key)];
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    Arrays.fill(values, ABSENT);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != ABSENT) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
