package io.towpath.network;

/**
 * What a node is. Front ends set it and answers print it; of all kinds only {@link #OUTSIDE}
 * changes what an engine does, because a walk ends there.
 */
public enum NodeKind {
  /** A router, switch or firewall with a configuration. */
  ROUTER,
  /** A guest or server with several interfaces, or one that forwards. */
  SERVER,
  /** Software-defined network: forwards by destination in the VRF of the ingress port. */
  FABRIC,
  /** Provider edge router, such as an MSEE. */
  EDGE_ROUTER,
  /** Instance of a cloud gateway. */
  GATEWAY,
  /** Translates between a fabric and the Internet. */
  INTERNET_EDGE,
  /** The Internet. */
  INTERNET,
  /** A neighbour known only by what it would announce; packets to it leave the model. */
  OUTSIDE
}
