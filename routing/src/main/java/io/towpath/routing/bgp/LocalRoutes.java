package io.towpath.routing.bgp;

import java.util.Arrays;

/**
 * What speakers originate for one prefix class, as attribute sets of the group's interner, sorted
 * by speaker. Immutable.
 */
final class LocalRoutes {
  static final LocalRoutes NONE = new LocalRoutes(new int[0], new int[0], new int[0], new int[0]);

  private final int[] speaker;
  private final int[] path;
  private final int[] nextHop;
  private final int[] attributes;

  /** Arrays of equal length; a negative attribute set is an aggregate that is not active. */
  LocalRoutes(int[] speaker, int[] path, int[] nextHop, int[] attributes) {
    this.speaker = speaker;
    this.path = path;
    this.nextHop = nextHop;
    this.attributes = attributes;
  }

  int count() {
    return speaker.length;
  }

  int speaker(int index) {
    return speaker[index];
  }

  int path(int index) {
    return path[index];
  }

  int nextHop(int index) {
    return nextHop[index];
  }

  int attributes(int index) {
    return attributes[index];
  }

  /** Index of the first route of a speaker, or of where it would be. */
  int firstOf(int wanted) {
    int low = 0;
    int high = speaker.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (speaker[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Index after the last route of a speaker. */
  int lastOf(int wanted) {
    int index = firstOf(wanted);
    while (index < speaker.length && speaker[index] == wanted) {
      index++;
    }
    return index;
  }

  /** Speakers that originate something, in the canonical order of the topology. */
  int[] speakersInOrder(BgpTopology topology) {
    if (speaker.length == 1) {
      return speaker;
    }
    return Arrays.stream(speaker)
        .distinct()
        .boxed()
        .sorted((a, b) -> Integer.compare(topology.rank[a], topology.rank[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Collects routes in the order of speakers. */
  static final class Builder {
    private final int[][] columns;
    private int count;

    Builder(int capacity) {
      columns = new int[4][capacity];
    }

    void add(int speaker, int path, int nextHop, int attributes) {
      columns[0][count] = speaker;
      columns[1][count] = path;
      columns[2][count] = nextHop;
      columns[3][count++] = attributes;
    }

    /** An aggregate without a more specific route. */
    void addInactive(int speaker) {
      add(speaker, PathTable.EMPTY, 0, RouteTransfer.NOT_SENT);
    }

    LocalRoutes build() {
      return new LocalRoutes(columns[0], columns[1], columns[2], columns[3]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LocalRoutes o
        && Arrays.equals(speaker, o.speaker)
        && Arrays.equals(path, o.path)
        && Arrays.equals(nextHop, o.nextHop)
        && Arrays.equals(attributes, o.attributes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(speaker) + Arrays.hashCode(attributes);
  }
}
