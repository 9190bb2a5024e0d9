package io.towpath.routing.bgp;

import io.towpath.network.BgpOrigin;

/**
 * The attributes of a route without AS_PATH and NEXT_HOP, while a policy works on them. Numbers of
 * 32 bits are unsigned in an int.
 */
final class AttributeDraft {
  /** Rank of routes that were learned, of aggregates, and of network and redistributed routes. */
  static final int LEARNED = 0;

  static final int AGGREGATE = 1;
  static final int ORIGINATED = 2;

  int weight;
  int rank;
  BgpOrigin origin = BgpOrigin.IGP;
  boolean hasMed;
  int med;

  /** The MED is there for policies to look at, but is not sent unless one sets it. */
  boolean medWithheld;

  boolean atomic;
  boolean hasOriginator;
  int originator;
  int localPreference;

  /** Id in {@link Interner#arrays}, sorted. */
  int communities;

  /** Id in {@link Interner#arrays}, latest reflector first. */
  int clusters;

  int tag;

  /** Class of the route that was originated, numbered by {@code PolicyTable}; 0 = other. */
  int sourceClass;

  /** Why the route is kept out of the decision, numbered by {@code PolicyTable}; 0 = it is not. */
  int keptOut;

  /** Becomes what a plain originated route has. */
  void clear() {
    weight = 0;
    rank = LEARNED;
    origin = BgpOrigin.IGP;
    hasMed = false;
    med = 0;
    medWithheld = false;
    atomic = false;
    hasOriginator = false;
    originator = 0;
    localPreference = 0;
    communities = ArrayTable.EMPTY;
    clusters = ArrayTable.EMPTY;
    tag = 0;
    sourceClass = 0;
    keptOut = 0;
  }

  /** Sets the MED, absent being different from 0. */
  void setMed(long value) {
    hasMed = true;
    medWithheld = false;
    med = (int) Math.clamp(value, 0, 0xFFFF_FFFFL);
  }

  /** The MED as the peer will see it if no policy sets one. */
  long sentMed() {
    return medWithheld ? 0 : Integer.toUnsignedLong(med);
  }

  /** Forgets what is not sent to any peer. */
  void forgetLocalAttributes() {
    weight = 0;
    rank = LEARNED;
    tag = 0;
    sourceClass = 0;
    keptOut = 0;
    if (medWithheld) {
      hasMed = false;
      med = 0;
      medWithheld = false;
    }
  }
}
