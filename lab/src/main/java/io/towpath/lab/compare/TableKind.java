package io.towpath.lab.compare;

/** Kinds of compared tables, in the order of reports. */
public enum TableKind {
  SESSIONS("sessions", Basis.DAEMON),
  /** Routes as a peer sent them: its Adj-RIB-Out, and the Adj-RIB-In before policy here. */
  RECEIVED("received", Basis.DAEMON),
  LOC_RIB("locRib", Basis.DAEMON),
  OSPF_NEIGHBOURS("ospfNeighbours", Basis.DAEMON),
  OSPF_ROUTES("ospfRoutes", Basis.DAEMON),
  TUNNELS("tunnels", Basis.DAEMON),
  /** What DHCP clients were told. */
  LEASES("leases", Basis.DAEMON),
  /** Routing table of zebra. */
  ROUTES("routes", Basis.DAEMON),
  /** Forwarding table of the kernel. */
  FIB("fib", Basis.KERNEL),
  /** Forwarding table of a fabric's VRF, which the lab's agent fills. */
  FABRIC("fabric", Basis.OWN),
  PINGS("pings", Basis.KERNEL),
  TRACES("traces", Basis.KERNEL);

  private final String word;
  private final Basis basis;

  TableKind(String word, Basis basis) {
    this.word = word;
    this.basis = basis;
  }

  /** The word of the JSON output. */
  public String word() {
    return word;
  }

  /** On whose word its rows rest. */
  public Basis basis() {
    return basis;
  }
}
