package io.towpath.network;

/** What an interface connects to, as far as the accounting of hops is concerned (R204–R210). */
public enum LinkKind {
  /** An ordinary link: cable, VLAN, loopback. */
  WIRE,
  /** Point-to-point port of a fabric. */
  FABRIC_PORT,
  /** Segment between a fabric, gateway instances and provider edge routers. */
  EDGE,
  /** Inner interface of a tunnel. */
  TUNNEL
}
