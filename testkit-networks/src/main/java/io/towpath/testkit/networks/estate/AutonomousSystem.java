package io.towpath.testkit.networks.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An autonomous system of an estate: its routers and how it routes. Not thread-safe. */
final class AutonomousSystem {
  /** What another system is to this one (Gao and Rexford, 2001). */
  enum Relation {
    CUSTOMER,
    PEER,
    PROVIDER
  }

  private final int index;
  private final long asn;
  private final boolean staticInside;
  private final boolean nextHopSelf;
  private final boolean reflected;
  private final List<RouterFile> routers = new ArrayList<>();
  private final Map<Integer, Relation> relations = new TreeMap<>();

  AutonomousSystem(
      int index, long asn, boolean staticInside, boolean nextHopSelf, boolean reflected) {
    this.index = index;
    this.asn = asn;
    this.staticInside = staticInside;
    this.nextHopSelf = nextHopSelf || staticInside;
    this.reflected = reflected;
  }

  int index() {
    return index;
  }

  long asn() {
    return asn;
  }

  /** Routes inside are static host routes, not OSPF. */
  boolean isStaticInside() {
    return staticInside;
  }

  /** Border routers replace next hops; otherwise the subnets of other systems are in OSPF. */
  boolean usesNextHopSelf() {
    return nextHopSelf;
  }

  /** Has a route reflector instead of a full mesh. */
  boolean isReflected() {
    return reflected && routers.size() > 2;
  }

  List<RouterFile> routers() {
    return routers;
  }

  /** Notes what another system is; the first word counts. */
  Relation relate(AutonomousSystem other, Relation relation) {
    relations.putIfAbsent(other.index, relation);
    return relationTo(other);
  }

  Relation relationTo(AutonomousSystem other) {
    Relation relation = relations.get(other.index);
    if (relation == null) {
      throw new IllegalArgumentException(asn + " and " + other.asn + " are not neighbours.");
    }
    return relation;
  }

  /**
   * Carries nobody else's packets: it may prefer what it likes and the network still comes to rest.
   */
  boolean isStub() {
    return !relations.isEmpty()
        && relations.values().stream().allMatch(r -> r == Relation.PROVIDER);
  }
}
