package io.towpath.network;

/** Side of an interface for the NAT rules of its node. */
public enum NatSide {
  NONE,
  INSIDE,
  OUTSIDE
}
