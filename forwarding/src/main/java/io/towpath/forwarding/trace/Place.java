package io.towpath.forwarding.trace;

/** Where a packet begins: a host, or a node in one of its VRFs. Ids are the topology's. */
public sealed interface Place {
  /** A host by id. */
  record AtHost(int host) implements Place {}

  /** A node by id, in a VRF by id. */
  record AtNode(int node, int vrf) implements Place {}
}
