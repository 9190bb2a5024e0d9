package io.towpath.forwarding;

/** How a walk ends. The set is closed and its words are part of the JSON output. */
public enum Verdict {
  DELIVERED("delivered", "delivered"),
  DROPPED_BY_FILTER("droppedByFilter", "dropped by a filter"),
  DROPPED_BY_PEERING("droppedByPeering", "dropped by the peering"),
  DROPPED_BY_GUEST_FIREWALL("droppedByGuestFirewall", "dropped by the guest firewall"),
  DROPPED_BY_SOURCE_CHECK("droppedBySourceCheck", "dropped: the address is not the port's own"),
  NO_ROUTE("noRoute", "no route"),
  DISCARDED("discarded", "discarded by a route"),
  NO_OWNER("noOwner", "no one owns the address"),
  NEXT_HOP_UNREACHABLE("nextHopUnreachable", "the next hop does not answer"),
  DOES_NOT_FORWARD("doesNotForward", "the node does not forward"),
  TUNNEL_DOWN("tunnelDown", "the tunnel is down"),
  NAT_REFUSED("natRefused", "NAT refuses the packet"),
  NO_SESSION("noSession", "no session matches"),
  NO_LISTENER("noListener", "nothing listens on the port"),
  LOOP("loop", "the packet loops"),
  LEFT_THE_MODEL("leftTheModel", "left the model"),
  UNSUPPORTED("unsupported", "not modelled");

  private final String word;
  private final String text;

  Verdict(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** The word of the JSON output. */
  public String word() {
    return word;
  }

  /** A phrase for people. */
  public String text() {
    return text;
  }
}
