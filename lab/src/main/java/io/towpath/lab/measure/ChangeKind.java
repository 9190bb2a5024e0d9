package io.towpath.lab.measure;

/** What of a lab changed. */
public enum ChangeKind {
  /** State of an interface in the kernel: set down, carrier lost, back again. */
  LINK("link"),
  /** State of a BFD session. */
  BFD("bfd"),
  /** State of a BGP session: established or not. */
  SESSION("session"),
  /** State of an OSPF neighbour. */
  OSPF_NEIGHBOUR("ospfNeighbour"),
  /** State of a tunnel end at its IKE daemon. */
  TUNNEL("tunnel"),
  /** Best paths of a BGP speaker. */
  BGP_TABLE("bgpTable"),
  /** Routes and next hops in a kernel: of routers, and of the fabrics that the agent fills. */
  KERNEL_TABLE("kernelTable");

  private final String word;

  ChangeKind(String word) {
    this.word = word;
  }

  /** The word in reports. */
  public String word() {
    return word;
  }
}
