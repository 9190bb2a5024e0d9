package io.towpath.routing.bgp;

import java.util.Arrays;

/**
 * A map from numbers to numbers by open addressing. The key {@link Long#MIN_VALUE} is not allowed.
 */
final class LongMap {
  private static final long FREE = Long.MIN_VALUE;

  private long[] keys;
  private long[] values;
  private int size;

  LongMap() {
    keys = new long[16];
    values = new long[16];
    Arrays.fill(keys, FREE);
  }

  /** The value of a key, or {@code absent}. */
  long get(long key, long absent) {
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : absent;
  }

  /** Sets the value of a key. */
  void put(long key, long value) {
    int slot = slot(key);
    if (keys[slot] != key) {
      if (2 * (size + 1) > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
  }

  int size() {
    return size;
  }

  /** Receives an entry. */
  @FunctionalInterface
  interface EntryVisitor {
    void entry(long key, long value);
  }

  /** Visits all entries in no particular order. */
  void forEach(EntryVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE) {
        visitor.entry(keys[i], values[i]);
      }
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[4 * oldKeys.length];
    values = new long[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    int mask = keys.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
