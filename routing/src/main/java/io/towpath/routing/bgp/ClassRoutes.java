package io.towpath.routing.bgp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best routes of all speakers for one prefix class. Immutable. Rows exist only for speakers
 * that have a route, unless most of them do: then the row is the number of the speaker.
 */
final class ClassRoutes {
  /** Nobody has a route. */
  static final ClassRoutes EMPTY =
      new ClassRoutes(new int[0], new int[0], new int[0], new int[0], new int[0], null);

  /** Sorted; null if rows are numbered like speakers. */
  private final int @Nullable [] speakers;

  private final int[] end;
  private final int[] path;
  private final int[] nextHop;
  private final int[] attributes;

  /** Ids of arrays with the members of a multipath, the best first; null if nobody has several. */
  private final int @Nullable [] members;

  private ClassRoutes(
      int @Nullable [] speakers,
      int[] end,
      int[] path,
      int[] nextHop,
      int[] attributes,
      int @Nullable [] members) {
    this.speakers = speakers;
    this.end = end;
    this.path = path;
    this.nextHop = nextHop;
    this.attributes = attributes;
    this.members = members;
  }

  /** Row of a speaker, or −1 if it has no route. */
  int row(int speaker) {
    if (speakers == null) {
      return speaker < end.length && end[speaker] != RouteTransfer.NO_ROUTE ? speaker : -1;
    }
    return Math.max(-1, Arrays.binarySearch(speakers, speaker));
  }

  /** Number of rows, some of which may be empty. */
  int rows() {
    return end.length;
  }

  /** Speaker of a row, or −1 if the row is empty. */
  int speaker(int row) {
    if (speakers != null) {
      return speakers[row];
    }
    return end[row] == RouteTransfer.NO_ROUTE ? -1 : row;
  }

  /** End that the best route came over; −2 − i for originated route i of the class. */
  int end(int row) {
    return end[row];
  }

  int path(int row) {
    return path[row];
  }

  int nextHop(int row) {
    return nextHop[row];
  }

  int attributes(int row) {
    return attributes[row];
  }

  /** Id of an array of ends and next hops in turn, the best first; 0 = the best one only. */
  int members(int row) {
    return members == null ? ArrayTable.EMPTY : members[row];
  }

  /** True if every speaker has the same routes in both. */
  boolean sameAs(ClassRoutes other) {
    return Arrays.equals(speakers, other.speakers)
        && Arrays.equals(end, other.end)
        && Arrays.equals(path, other.path)
        && Arrays.equals(nextHop, other.nextHop)
        && Arrays.equals(attributes, other.attributes)
        && Arrays.equals(members, other.members);
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
    return end[row] == other.end[otherRow]
        && path[row] == other.path[otherRow]
        && nextHop[row] == other.nextHop[otherRow]
        && attributes[row] == other.attributes[otherRow]
        && members(row) == other.members(otherRow);
  }

  /** Collects rows in the order of speakers. */
  static final class Builder {
    private final int speakerCount;
    private int count;
    private int[] speakers;
    private final int[][] columns = new int[5][];
    private boolean anyMembers;

    Builder(int speakerCount, int capacity) {
      this.speakerCount = speakerCount;
      speakers = new int[capacity];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = new int[capacity];
      }
    }

    void add(int speaker, int end, int path, int nextHop, int attributes, int members) {
      speakers[count] = speaker;
      columns[0][count] = end;
      columns[1][count] = path;
      columns[2][count] = nextHop;
      columns[3][count] = attributes;
      columns[4][count] = members;
      anyMembers |= members != ArrayTable.EMPTY;
      count++;
    }

    ClassRoutes build() {
      boolean dense = 3 * count > speakerCount;
      int[][] result = new int[5][];
      for (int c = 0; c < 5; c++) {
        result[c] = dense ? new int[speakerCount] : Arrays.copyOf(columns[c], count);
      }
      if (dense) {
        Arrays.fill(result[0], RouteTransfer.NO_ROUTE);
        for (int i = 0; i < count; i++) {
          for (int c = 0; c < 5; c++) {
            result[c][speakers[i]] = columns[c][i];
          }
        }
      }
      return new ClassRoutes(
          dense ? null : Arrays.copyOf(speakers, count),
          result[0],
          result[1],
          result[2],
          result[3],
          anyMembers ? result[4] : null);
    }
  }
}
