package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Why a BGP session is not established. The session table finds the causes that stand in the
 * configuration; the Solver adds those that only a walk or a run of BGP shows.
 */
public sealed interface SessionCause {

  /** One sentence for people, without a full stop. */
  String text();

  /** Nobody in the network owns the peer's address. */
  record AddressUnreachable(IpAddress address) implements SessionCause {
    @Override
    public String text() {
      return "address unreachable: nobody owns " + address;
    }
  }

  /** The owner of the peer's address runs no BGP in the VRF that owns it. */
  record NoSpeaker(IpAddress address, String node) implements SessionCause {
    @Override
    public String text() {
      return node + " owns " + address + " but runs no BGP there";
    }
  }

  /** The owner of the peer's address has no session end for any address of this one. */
  record NotConfiguredAtPeer(String node) implements SessionCause {
    @Override
    public String text() {
      return node + " has no neighbour with an address of ours";
    }
  }

  /** The source address of one end is not the address that the other end expects. */
  record SourceMismatch(String node, IpAddress source, IpAddress expected) implements SessionCause {
    @Override
    public String text() {
      return node + " speaks from " + source + ", the peer expects " + expected;
    }
  }

  /** An end expects another ASN than the peer presents. */
  record AsnMismatch(String node, long expected, long found) implements SessionCause {
    @Override
    public String text() {
      return "ASN mismatch: " + node + " expects AS " + expected + ", the peer is AS " + found;
    }
  }

  /** The TCP MD5 keys differ. */
  record KeyMismatch() implements SessionCause {
    @Override
    public String text() {
      return "MD5 mismatch: the keys of the two ends differ";
    }
  }

  /** An end is shut down. */
  record ShutDown(String node) implements SessionCause {
    @Override
    public String text() {
      return "shut down at " + node;
    }
  }

  /** Neither end opens the connection. */
  record NobodyInitiates() implements SessionCause {
    @Override
    public String text() {
      return "both ends wait for the other to open the connection";
    }
  }

  /** The ends share no address family. */
  record NoCommonFamily() implements SessionCause {
    @Override
    public String text() {
      return "no address family is active at both ends";
    }
  }

  /** Both ends have the same BGP identifier (RFC 4271 §6.2). */
  record SameRouterId(IpAddress routerId) implements SessionCause {
    @Override
    public String text() {
      return "both ends have the BGP identifier " + routerId;
    }
  }

  /**
   * The interfaces share a subnet but no wire: an open end, a tag mismatch.
   *
   * @param detail what is known about it, or null
   */
  record NotJoined(String iface, @Nullable String detail) implements SessionCause {
    @Override
    public String text() {
      return iface + " is not joined to the peer" + (detail == null ? "" : ": " + detail);
    }
  }

  /** An eBGP peer without multihop is not on a connected subnet. */
  record NotConnected(String node, IpAddress address) implements SessionCause {
    @Override
    public String text() {
      return address + " is not on a connected subnet of " + node + " and multihop is not allowed";
    }
  }

  /** The peer is further away than the TTL allows. */
  record MultihopTooShort(String node, int ttl, int needed) implements SessionCause {
    @Override
    public String text() {
      return "multihop too short: " + node + " allows " + ttl + ", the peer is " + needed + " away";
    }
  }

  /** The peer sent more prefixes than allowed; the session stays down until it is cleared. */
  record PrefixLimitExceeded(String node, int limit, int received) implements SessionCause {
    @Override
    public String text() {
      return "prefix limit exceeded: " + node + " allows " + limit + ", received " + received;
    }
  }

  /** The tunnel that the session would use is down. */
  record TunnelDown(String tunnel) implements SessionCause {
    @Override
    public String text() {
      return "tunnel " + tunnel + " is down";
    }
  }

  /** An interface of a directly connected session is down. */
  record InterfaceDown(String iface) implements SessionCause {
    @Override
    public String text() {
      return iface + " is down";
    }
  }

  /** A node is down. */
  record NodeDown(String node) implements SessionCause {
    @Override
    public String text() {
      return node + " is down";
    }
  }

  /** A node has no route to the other end. */
  record NoRoute(String node, IpAddress address) implements SessionCause {
    @Override
    public String text() {
      return node + " has no route to " + address;
    }
  }

  /** A packet of the session does not arrive. */
  record PathBlocked(String from, String detail) implements SessionCause {
    @Override
    public String text() {
      return "packets from " + from + " do not arrive: " + detail;
    }
  }

  /** A failure holds the session down. */
  record HeldDown() implements SessionCause {
    @Override
    public String text() {
      return "held down";
    }
  }
}
