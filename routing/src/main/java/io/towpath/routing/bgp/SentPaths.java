package io.towpath.routing.bgp;

import io.towpath.net.Asn;
import io.towpath.network.BgpPeer;

/** AS paths as eBGP peers get them: with the own ASN, without private ones. For one thread. */
final class SentPaths {
  private final BgpTopology topology;
  private final PathTable paths;

  // The last path that an own ASN was put in front of: all peers of a speaker get the same.
  private int lastAs;
  private int lastPath = -1;
  private int lastPrepended;

  SentPaths(BgpTopology topology, PathTable paths) {
    this.topology = topology;
    this.paths = paths;
  }

  /**
   * The path as an eBGP peer gets it: the own ASN in front (RFC 4271 §5.1.2 b), and before it the
   * ASN that is presented instead, or that one alone if it replaces the own one.
   */
  int of(int end, int from) {
    int own = topology.asn[topology.owner[end]];
    if (topology.plainPath[end]) {
      if (from != lastPath || own != lastAs) {
        lastPath = from;
        lastAs = own;
        lastPrepended = paths.prepend(own, from);
      }
      return lastPrepended;
    }
    int sent = withoutPrivate(end, from);
    int peerAs = topology.peerAs[end];
    if (topology.asOverride[end] && paths.occurrences(sent, peerAs) > 0) {
      sent = paths.map(sent, asn -> Integer.toUnsignedLong(asn == peerAs ? own : asn));
    }
    int presented = topology.localAs[end];
    if (presented == 0) {
      return paths.prepend(own, sent);
    }
    return paths.prepend(
        presented,
        topology.localAsMode[end] == BgpPeer.LocalAsMode.REPLACE ? sent : paths.prepend(own, sent));
  }

  private int withoutPrivate(int end, int from) {
    int own =
        topology.localAs[end] == 0 ? topology.asn[topology.owner[end]] : topology.localAs[end];
    return switch (topology.removePrivate[end]) {
      case NO -> from;
      // IOS-XE: not if a public ASN is among them, nor if the peer's own ASN is.
      case IF_ALL_PRIVATE ->
          paths.occurrences(from, topology.peerAs[end]) == 0
                  && paths.map(from, asn -> isPrivate(asn) ? PathTable.AsnChange.DROP : 1)
                      == PathTable.EMPTY
              ? PathTable.EMPTY
              : from;
      // The peer's own ASN stays in both forms, or it could not see a loop (as FRR does).
      case ALL ->
          paths.map(
              from, asn -> isForeignPrivate(asn, end) ? PathTable.AsnChange.DROP : unsigned(asn));
      case REPLACE_ALL -> paths.map(from, asn -> unsigned(isForeignPrivate(asn, end) ? own : asn));
    };
  }

  private boolean isForeignPrivate(int asn, int end) {
    return asn != topology.peerAs[end] && isPrivate(asn);
  }

  private static long unsigned(int asn) {
    return Integer.toUnsignedLong(asn);
  }

  private static boolean isPrivate(int asn) {
    return Asn.isPrivate(Integer.toUnsignedLong(asn));
  }
}
