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

  /** TTL that packets have unless {@link #ttl} says otherwise. */
  public static final int INITIAL_TTL = 128;

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
  int ttl = INITIAL_TTL;
  int spent;
  long latency;

  /** What the look-up under way found, and how many ways there are to go on. */
  CompiledTable.@Nullable Entry entry;

  int alternatives = 1;

  /** Group whose members share the destination by flow; null unless the look-up met one. */
  Elections.@Nullable Elected spread;

  /** Inside a router that has NAT: true if it came in on an inside interface. */
  boolean fromInside;

  /** Inside a fabric: true if the guest by whose port it came does not own its source. */
  boolean isForeign;

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

  /** Sets the header fields as numbers, IPv4 addresses in network order: allocates nothing. */
  public void setHeader(
      int sourceBits, int destinationBits, int ipProtocol, int fromPort, int toPort) {
    source = sourceBits;
    destination = destinationBits;
    protocol = ipProtocol;
    sourcePort = fromPort;
    destinationPort = toPort;
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

  /** Puts it on a host that sends it; it has cost nothing yet. */
  public Cursor atHost(int id) {
    start();
    host = id;
    node = -1;
    vrf = -1;
    return this;
  }

  /** Puts it on a node that sends it, in one of its VRFs; it has cost nothing yet. */
  public Cursor atNode(int id, int vrfId) {
    start();
    node = id;
    host = -1;
    vrf = vrfId;
    return this;
  }

  private void start() {
    ingress = -1;
    spent = 0;
    latency = 0;
    fromInside = false;
    isForeign = false;
    forget();
  }

  /** Forgets the look-up at the last place. */
  void forget() {
    entry = null;
    alternatives = 1;
    spread = null;
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
    return entry == null ? null : entry.source();
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
    c.alternatives = alternatives;
    c.spread = spread;
    c.fromInside = fromInside;
    c.isForeign = isForeign;
    return c;
  }
}
