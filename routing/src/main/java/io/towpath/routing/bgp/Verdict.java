package io.towpath.routing.bgp;

/**
 * What {@link ConvergenceProof} could show of a prefix class.
 *
 * @param unique there is exactly one stable state, and every order of messages reaches it
 * @param totalOrder the candidates of every speaker are in a total order: one that does not win
 *     moves nothing by coming or going
 */
record Verdict(boolean unique, boolean totalOrder) {
  /** Nothing could be shown. */
  static final Verdict UNKNOWN = new Verdict(false, false);
}
