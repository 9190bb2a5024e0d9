package io.towpath.routing.bgp;

/**
 * Steps of the decision process, in their order, and the reasons for which a route does not take
 * part in it.
 *
 * <p>Letters are those of RFC 4271 §9.1.2.2; steps without a letter are IOS-XE's, at the place
 * where IOS-XE has them.
 */
public enum DecisionStep {
  /** Nothing competed. */
  ONLY_PATH("", "only path"),
  /** Highest weight (IOS-XE, local to the router). */
  WEIGHT("", "weight"),
  /** Highest LOCAL_PREF (RFC 4271 §9.1.1). */
  LOCAL_PREFERENCE("", "local preference"),
  /** Originated by the speaker itself; network and redistributed routes before aggregates. */
  LOCALLY_ORIGINATED("", "locally originated"),
  /** Fewest ASNs in the AS_PATH, a set counting once. */
  AS_PATH_LENGTH("a", "AS path length"),
  /** Lowest ORIGIN. */
  ORIGIN("b", "origin"),
  /** Lowest MULTI_EXIT_DISC among routes from one neighbouring AS. */
  MED("c", "MED"),
  /** eBGP before iBGP. */
  EXTERNAL_OVER_INTERNAL("d", "external over internal"),
  /** Lowest interior cost to the NEXT_HOP. */
  IGP_METRIC("e", "IGP metric"),
  /** Equal so far: used together with the best path. */
  MULTIPATH("", "multipath"),
  /** Oldest of the eBGP paths; taken to be the one with the lowest peer address. */
  OLDEST("", "oldest path"),
  /** Lowest BGP identifier, or ORIGINATOR_ID (RFC 4456 §9). */
  ROUTER_ID("f", "router id"),
  /** Shortest CLUSTER_LIST (RFC 4456 §9). */
  CLUSTER_LIST("", "cluster list length"),
  /** Lowest peer address. */
  PEER_ADDRESS("g", "peer address"),

  /** Not eligible: the NEXT_HOP cannot be reached (RFC 4271 §9.1.2). */
  NEXT_HOP_UNREACHABLE("", "next hop unreachable"),
  /** Not eligible: the own ASN is in the AS_PATH (RFC 4271 §9.1.2). */
  AS_LOOP("", "AS path loop"),
  /** Not eligible: the ORIGINATOR_ID is the own one (RFC 4456 §8). */
  ORIGINATOR_LOOP("", "originator loop"),
  /** Not eligible: the own cluster is in the CLUSTER_LIST (RFC 4456 §8). */
  CLUSTER_LOOP("", "cluster loop"),
  /** Not eligible: an import policy denies it. */
  POLICY_DENIED("", "denied by policy"),
  /** Not eligible: kept and listed only, because a policy says so (R92). */
  NOT_ELIGIBLE("", "not eligible");

  private final String letter;
  private final String text;

  DecisionStep(String letter, String text) {
    this.letter = letter;
    this.text = text;
  }

  /** Letter in RFC 4271 §9.1.2.2, or an empty string. */
  public String letter() {
    return letter;
  }

  /** Name for people. */
  public String text() {
    return text;
  }

  /** True for the reasons that keep a route out of the decision. */
  public boolean keepsOut() {
    return compareTo(NEXT_HOP_UNREACHABLE) >= 0;
  }
}
