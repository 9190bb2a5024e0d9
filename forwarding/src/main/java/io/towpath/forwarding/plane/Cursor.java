package io.towpath.forwarding.plane;

import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.routing.fib.FibEntry;
import org.jspecify.annotations.Nullable;

/**
 * A packet under way: its header in primitive fields, where it is, what it has cost. Mutable and
 * owned by one walk, so that a walk allocates next to nothing.
 */
public final class Cursor {
  /** Latency that is not known. */
  public static final long UNKNOWN = -1;

  int source;
  int destination;
  int protocol;
  int sourcePort;
  int destinationPort;

  /** True if it answers an earlier packet, whose traces are in {@link #earlier}. */
  boolean isAnswer;

  @Nullable FlowState earlier;
  @Nullable FlowState trail;

  int node = -1;
  int host = -1;
  int ingress = -1;
  int vrf = -1;
  int ttl = Integer.MAX_VALUE;
  int spent;
  long latency;
  @Nullable FibEntry entry;

  /** Inside a router that has NAT: true if it came in on an inside interface. */
  boolean fromInside;

  /** Starts a packet with a header, nowhere yet. */
  public static Cursor of(PacketHeader header) {
    Cursor c = new Cursor();
    c.setHeader(header);
    return c;
  }

  /** Sets the header fields; both addresses must be IPv4. */
  public void setHeader(PacketHeader header) {
    source = ((Ipv4Address) header.source()).bits();
    destination = ((Ipv4Address) header.destination()).bits();
    protocol = header.protocol();
    sourcePort = header.sourcePort();
    destinationPort = header.destinationPort();
  }

  /** The header as it is now. */
  public PacketHeader header() {
    return new PacketHeader(
        new Ipv4Address(source),
        new Ipv4Address(destination),
        protocol,
        sourcePort,
        destinationPort);
  }

  /** Makes it the answer to an earlier packet that left these traces. */
  public Cursor answering(FlowState flow) {
    earlier = flow;
    isAnswer = true;
    return this;
  }

  /** Lets it leave traces for its answer. */
  public Cursor leaving(FlowState flow) {
    trail = flow;
    return this;
  }

  /** Lets it live for so many units of TTL. */
  public Cursor ttl(int units) {
    ttl = units;
    return this;
  }

  /** Puts it on a host that sends it. */
  public Cursor atHost(int id) {
    host = id;
    node = -1;
    ingress = -1;
    return this;
  }

  /** Puts it on a node that sends it, in one of its VRFs. */
  public Cursor atNode(int id, int vrfId) {
    node = id;
    host = -1;
    ingress = -1;
    vrf = vrfId;
    return this;
  }

  /** Node where it is, or −1. */
  public int node() {
    return node;
  }

  /** Host where it is, or −1. */
  public int host() {
    return host;
  }

  /** Interface by which it came to the node, or −1 if it began here. */
  public int ingress() {
    return ingress;
  }

  /** VRF in which it is looked up. */
  public int vrf() {
    return vrf;
  }

  /** Units of TTL spent so far. */
  public int spent() {
    return spent;
  }

  /** One-way latency so far in nanoseconds, or {@link #UNKNOWN}. */
  public long latencyNanos() {
    return latency;
  }

  /** The traces that it leaves, or null. */
  public @Nullable FlowState trail() {
    return trail;
  }

  /** Entry that it matched in the look-up under way, or null. */
  public @Nullable FibEntry entry() {
    return entry;
  }

  void delay(long nanos) {
    latency = latency < 0 || nanos < 0 ? UNKNOWN : latency + nanos;
  }

  boolean isIcmpError() {
    return protocol == PacketHeader.ICMP
        && (sourcePort == PacketHeader.TIME_EXCEEDED || sourcePort == PacketHeader.UNREACHABLE);
  }

  /** An independent copy. */
  public Cursor copy() {
    Cursor c = new Cursor();
    c.source = source;
    c.destination = destination;
    c.protocol = protocol;
    c.sourcePort = sourcePort;
    c.destinationPort = destinationPort;
    c.isAnswer = isAnswer;
    c.earlier = earlier;
    c.trail = trail == null ? null : trail.copy();
    c.node = node;
    c.host = host;
    c.ingress = ingress;
    c.vrf = vrf;
    c.ttl = ttl;
    c.spent = spent;
    c.latency = latency;
    c.entry = entry;
    c.fromInside = fromInside;
    return c;
  }
}
