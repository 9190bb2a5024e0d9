package io.towpath.routing.bgp;

import io.towpath.network.BgpOrigin;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attribute sets by id: everything that a route carries beside AS_PATH and NEXT_HOP. Few differ in
 * a network, so policies are evaluated once per set and not once per route.
 */
final class AttributeTable extends InternTable<AttributeTable> {
  private static final int WIDTH = 8;
  private static final BgpOrigin[] ORIGINS = BgpOrigin.values();

  private final int[] wanted = new int[WIDTH];
  private int[] data = new int[16 * WIDTH];
  private long[] keys = new long[16];

  AttributeTable() {
    super(null);
  }

  private AttributeTable(@Nullable AttributeTable parent) {
    super(parent);
  }

  /** Id of a set of attributes. */
  int intern(AttributeDraft draft) {
    wanted[0] =
        draft.weight & 0xFFFF
            | draft.rank << 16
            | draft.origin.ordinal() << 18
            | (draft.hasMed ? 1 << 20 : 0)
            | (draft.atomic ? 1 << 21 : 0)
            | (draft.hasOriginator ? 1 << 22 : 0);
    wanted[1] = draft.localPreference;
    wanted[2] = draft.hasMed ? draft.med : 0;
    wanted[3] = draft.communities;
    wanted[4] = draft.hasOriginator ? draft.originator : 0;
    wanted[5] = draft.clusters;
    wanted[6] = draft.tag;
    wanted[7] = draft.sourceClass | draft.keptOut << 16;
    int hash = hash(wanted, 0);
    AttributeTable table = this;
    while (table != null) {
      int mask = table.slots.length - 1;
      for (int slot = hash & mask; table.slots[slot] != 0; slot = slot + 1 & mask) {
        int row = table.slots[slot] - 1;
        int at = row * WIDTH;
        if (Arrays.equals(table.data, at, at + WIDTH, wanted, 0, WIDTH)) {
          return table.base + row;
        }
      }
      table = table.parent;
    }
    return add(wanted, 0, DecisionKey.ofAttributes(draft), hash);
  }

  private int add(int[] from, int at, long key, int hash) {
    data = roomFor(data, (count + 1) * WIDTH);
    keys = roomFor(keys, count + 1);
    System.arraycopy(from, at, data, count * WIDTH, WIDTH);
    keys[count] = key;
    return added(hash);
  }

  /** Reads a set of attributes. */
  void read(int id, AttributeDraft draft) {
    AttributeTable table = holder(id);
    int[] row = table.data;
    int at = (id - table.base) * WIDTH;
    int packed = row[at];
    draft.weight = packed & 0xFFFF;
    draft.rank = packed >>> 16 & 3;
    draft.origin = ORIGINS[packed >>> 18 & 3];
    draft.hasMed = (packed & 1 << 20) != 0;
    draft.medWithheld = false;
    draft.atomic = (packed & 1 << 21) != 0;
    draft.hasOriginator = (packed & 1 << 22) != 0;
    draft.localPreference = row[at + 1];
    draft.med = row[at + 2];
    draft.communities = row[at + 3];
    draft.originator = row[at + 4];
    draft.clusters = row[at + 5];
    draft.tag = row[at + 6];
    draft.sourceClass = row[at + 7] & 0xFFFF;
    draft.keptOut = row[at + 7] >>> 16;
  }

  /** Part of the decision key, see {@link DecisionKey#ofAttributes}. */
  long key(int id) {
    AttributeTable table = holder(id);
    return table.keys[id - table.base];
  }

  /** MED as the decision compares it: absent is 0, the best. */
  long med(int id) {
    AttributeTable table = holder(id);
    return Integer.toUnsignedLong(table.data[(id - table.base) * WIDTH + 2]);
  }

  /** True if the decision must not take the route. */
  boolean isKeptOut(int id) {
    AttributeTable table = holder(id);
    return table.data[(id - table.base) * WIDTH + 7] >>> 16 != 0;
  }

  /** ORIGIN as a number, lower being better. */
  int origin(int id) {
    AttributeTable table = holder(id);
    return table.data[(id - table.base) * WIDTH] >>> 18 & 3;
  }

  /** ORIGINATOR_ID, or the given BGP identifier if there is none. */
  int originatorOr(int id, int routerId) {
    AttributeTable table = holder(id);
    int at = (id - table.base) * WIDTH;
    return (table.data[at] & 1 << 22) != 0 ? table.data[at + 4] : routerId;
  }

  /** True if an ORIGINATOR_ID is present and equals {@code routerId}. */
  boolean isOriginator(int id, int routerId) {
    AttributeTable table = holder(id);
    int at = (id - table.base) * WIDTH;
    return (table.data[at] & 1 << 22) != 0 && table.data[at + 4] == routerId;
  }

  /** Id of the CLUSTER_LIST in {@link Interner#arrays}. */
  int clusters(int id) {
    AttributeTable table = holder(id);
    return table.data[(id - table.base) * WIDTH + 5];
  }

  private AttributeTable holder(int id) {
    AttributeTable table = this;
    while (id < table.base && table.parent != null) {
      table = table.parent;
    }
    return table;
  }

  private static int hash(int[] row, int at) {
    int hash = 0;
    for (int i = at; i < at + WIDTH; i++) {
      hash = 31 * hash + spread(row[i]);
    }
    return spread(hash);
  }

  @Override
  AttributeTable self() {
    return this;
  }

  @Override
  AttributeTable create(@Nullable AttributeTable parentOrNull) {
    return new AttributeTable(parentOrNull);
  }

  @Override
  int hashOf(int row) {
    return hash(data, row * WIDTH);
  }

  @Override
  void copyRow(AttributeTable from, int row) {
    int at = row * WIDTH;
    add(from.data, at, from.keys[row], hash(from.data, at));
  }
}
