package io.towpath.routing.bgp;

import java.util.Arrays;

/**
 * What speakers originate for one prefix class, as attribute sets of the group's interner, sorted
 * by speaker, and what ends take from their peers' routes for other prefixes, sorted by end.
 * Immutable.
 */
final class LocalRoutes {
  static final LocalRoutes NONE = new Builder(0, 0).build();

  private final int[] speaker;
  private final int[] path;
  private final int[] nextHop;
  private final int[] attributes;

  private final int[] translatedEnd;
  private final int[] translatedPath;
  private final int[] translatedNextHop;
  private final int[] translatedAttributes;

  /** Columns of equal length; a negative attribute set is an aggregate that is not active. */
  private LocalRoutes(int[][] originated, int[][] translated) {
    speaker = originated[0];
    path = originated[1];
    nextHop = originated[2];
    attributes = originated[3];
    translatedEnd = translated[0];
    translatedPath = translated[1];
    translatedNextHop = translated[2];
    translatedAttributes = translated[3];
  }

  /** Ends that take a route for another prefix as one for this; do not modify. */
  int[] translatedEnds() {
    return translatedEnd;
  }

  /** Index of what an end takes from its peer's route for another prefix; negative if nothing. */
  int translatedFor(int end) {
    return Arrays.binarySearch(translatedEnd, end);
  }

  int translatedPath(int index) {
    return translatedPath[index];
  }

  int translatedNextHop(int index) {
    return translatedNextHop[index];
  }

  int translatedAttributes(int index) {
    return translatedAttributes[index];
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
    private final int[][] translated;
    private int count;
    private int translatedCount;

    /**
     * A builder for exactly so many routes.
     *
     * @param translations at most so many routes taken from other prefixes
     */
    Builder(int capacity, int translations) {
      columns = new int[4][capacity];
      translated = new int[4][translations];
    }

    /** An end, in ascending order, takes a route for another prefix; one end once. */
    void addTranslated(int end, int path, int nextHop, int attributes) {
      translated[0][translatedCount] = end;
      translated[1][translatedCount] = path;
      translated[2][translatedCount] = nextHop;
      translated[3][translatedCount++] = attributes;
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
      int[][] taken = new int[translated.length][];
      Arrays.setAll(taken, i -> Arrays.copyOf(translated[i], translatedCount));
      return new LocalRoutes(columns, taken);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LocalRoutes o
        && Arrays.equals(speaker, o.speaker)
        && Arrays.equals(path, o.path)
        && Arrays.equals(nextHop, o.nextHop)
        && Arrays.equals(attributes, o.attributes)
        && Arrays.equals(translatedEnd, o.translatedEnd)
        && Arrays.equals(translatedPath, o.translatedPath)
        && Arrays.equals(translatedNextHop, o.translatedNextHop)
        && Arrays.equals(translatedAttributes, o.translatedAttributes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(speaker) + Arrays.hashCode(attributes);
  }
}
