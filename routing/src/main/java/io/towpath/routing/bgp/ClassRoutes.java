package io.towpath.routing.bgp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best routes of all speakers for one prefix class. Immutable. Rows exist only for speakers
 * that have a route, unless most of them do: then the row is the number of the speaker.
 */
final class ClassRoutes {

  /*
   * Rows are kept in blocks, so that a state that differs in a few speakers shares all other blocks
   * with the one that it came from: a what-if copies hundreds of bytes per class, not the table.
   */

  private static final int BLOCK_BITS = 5;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final int WIDTH = 5;

  // Columns.
  private static final int END = 0;
  private static final int PATH = 1;
  private static final int NEXT_HOP = 2;
  private static final int ATTRIBUTES = 3;
  private static final int MEMBERS = 4;

  /** Nobody has a route. */
  static final ClassRoutes EMPTY = new ClassRoutes(new int[0], 0, new int[0][]);

  /** Sorted; null if rows are numbered like speakers. */
  private final int @Nullable [] speakers;

  private final int rows;
  private final int[][] blocks;

  private ClassRoutes(int @Nullable [] speakers, int rows, int[][] blocks) {
    this.speakers = speakers;
    this.rows = rows;
    this.blocks = blocks;
  }

  /** Row of a speaker, or −1 if it has no route. */
  int row(int speaker) {
    if (speakers == null) {
      return end(speaker) == RouteTransfer.NO_ROUTE ? -1 : speaker;
    }
    return Math.max(-1, Arrays.binarySearch(speakers, speaker));
  }

  /** Number of rows, some of which may be empty. */
  int rows() {
    return rows;
  }

  /** Speaker of a row, or −1 if the row is empty. */
  int speaker(int row) {
    if (speakers != null) {
      return speakers[row];
    }
    return end(row) == RouteTransfer.NO_ROUTE ? -1 : row;
  }

  /** End that the best route came over; −2 − i for originated route i of the class. */
  int end(int row) {
    return get(row, END);
  }

  int path(int row) {
    return get(row, PATH);
  }

  int nextHop(int row) {
    return get(row, NEXT_HOP);
  }

  int attributes(int row) {
    return get(row, ATTRIBUTES);
  }

  /** Id of an array of ends and next hops in turn, the best first; 0 = the best one only. */
  int members(int row) {
    return get(row, MEMBERS);
  }

  /**
   * True if the speaker of a row puts itself as next hop, see {@link BgpTopology#multipathSelf}.
   */
  boolean isNextHopSelf(BgpTopology topology, int speaker, int row) {
    return topology.multipathSelf[speaker]
        && members(row) != ArrayTable.EMPTY
        && topology.external[end(row)];
  }

  private int get(int row, int column) {
    return blocks[row >> BLOCK_BITS][(row & BLOCK - 1) * WIDTH + column];
  }

  /** True if every speaker has the same routes in both. */
  boolean sameAs(ClassRoutes other) {
    if (rows != other.rows || !Arrays.equals(speakers, other.speakers)) {
      return false;
    }
    for (int b = 0; b < blocks.length; b++) {
      if (!Arrays.equals(blocks[b], other.blocks[b])) {
        return false;
      }
    }
    return true;
  }

  /** Speakers whose rows differ, ascending. */
  int[] speakersThatDiffer(ClassRoutes other, int speakerCount) {
    int[] found = new int[speakerCount];
    int count = 0;
    for (int speaker = 0; speaker < speakerCount; speaker++) {
      if (!sameRow(row(speaker), other, other.row(speaker))) {
        found[count++] = speaker;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean sameRow(int row, ClassRoutes other, int otherRow) {
    if (row < 0 || otherRow < 0) {
      return row < 0 && otherRow < 0;
    }
    for (int column = 0; column < WIDTH; column++) {
      if (get(row, column) != other.get(otherRow, column)) {
        return false;
      }
    }
    return true;
  }

  /** Makes routes from those of before and rows that differ. For one thread. */
  static final class Change {
    private final ClassRoutes old;
    private final int speakerCount;
    private final int[] changed;
    private final int[] values;
    private int count;

    /**
     * A change.
     *
     * @param most number of rows that will be put at most
     */
    Change(ClassRoutes old, int speakerCount, int most) {
      this.old = old;
      this.speakerCount = speakerCount;
      changed = new int[most];
      values = new int[most * WIDTH];
    }

    /**
     * Puts the row of a speaker, once per speaker and in ascending order.
     *
     * @param end {@link RouteTransfer#NO_ROUTE} if it has no route now
     */
    void put(int speaker, int end, int path, int nextHop, int attributes, int members) {
      int at = count * WIDTH;
      changed[count++] = speaker;
      values[at + END] = end;
      values[at + PATH] = path;
      values[at + NEXT_HOP] = nextHop;
      values[at + ATTRIBUTES] = attributes;
      values[at + MEMBERS] = members;
    }

    /** The routes with these rows. */
    ClassRoutes apply() {
      if (old.speakers == null) {
        return patched();
      }
      int[] speakers = new int[old.rows + count];
      int[] rowsOf = new int[speakers.length];
      int merged = merge(old.speakers, speakers, rowsOf);
      return 3 * merged > speakerCount
          ? dense(speakers, rowsOf, merged)
          : sparse(speakers, rowsOf, merged);
    }

    /** Dense rows: copies the blocks that differ. */
    @SuppressWarnings("ReferenceEquality") // a shared block is one that was not copied yet
    private ClassRoutes patched() {
      int[][] blocks = old.blocks.clone();
      for (int i = 0; i < count; i++) {
        int b = changed[i] >> BLOCK_BITS;
        if (blocks[b] == old.blocks[b]) {
          blocks[b] = blocks[b].clone();
        }
        copyRow(-1 - i, blocks, changed[i]);
      }
      return new ClassRoutes(null, old.rows, blocks);
    }

    /** Speakers with a route; where their rows are: in the old routes, or −1 − i for value i. */
    private int merge(int[] before, int[] speakers, int[] rowsOf) {
      int size = 0;
      int next = 0;
      for (int row = 0; row <= before.length; row++) {
        int speaker = row < before.length ? before[row] : Integer.MAX_VALUE;
        boolean replaced = false;
        while (next < count && changed[next] <= speaker) {
          replaced |= changed[next] == speaker;
          if (values[next * WIDTH + END] != RouteTransfer.NO_ROUTE) {
            speakers[size] = changed[next];
            rowsOf[size++] = -1 - next;
          }
          next++;
        }
        if (!replaced && row < before.length) {
          speakers[size] = speaker;
          rowsOf[size++] = row;
        }
      }
      return size;
    }

    private ClassRoutes dense(int[] speakers, int[] rowsOf, int size) {
      int[][] blocks = new int[speakerCount + BLOCK - 1 >> BLOCK_BITS][BLOCK * WIDTH];
      for (int[] block : blocks) {
        for (int at = END; at < block.length; at += WIDTH) {
          block[at] = RouteTransfer.NO_ROUTE;
        }
      }
      for (int i = 0; i < size; i++) {
        copyRow(rowsOf[i], blocks, speakers[i]);
      }
      return new ClassRoutes(null, speakerCount, blocks);
    }

    private ClassRoutes sparse(int[] speakers, int[] rowsOf, int size) {
      int[][] blocks = new int[size + BLOCK - 1 >> BLOCK_BITS][];
      for (int b = 0; b < blocks.length; b++) {
        blocks[b] = new int[Math.min(BLOCK, size - b * BLOCK) * WIDTH];
      }
      for (int i = 0; i < size; i++) {
        copyRow(rowsOf[i], blocks, i);
      }
      return new ClassRoutes(Arrays.copyOf(speakers, size), size, blocks);
    }

    /** Copies value {@code −1 − from}, or if not negative an old row, into a row. */
    private void copyRow(int from, int[][] blocks, int row) {
      int[] to = blocks[row >> BLOCK_BITS];
      int at = (row & BLOCK - 1) * WIDTH;
      if (from < 0) {
        System.arraycopy(values, (-1 - from) * WIDTH, to, at, WIDTH);
      } else {
        int[] source = old.blocks[from >> BLOCK_BITS];
        System.arraycopy(source, (from & BLOCK - 1) * WIDTH, to, at, WIDTH);
      }
    }
  }
}
