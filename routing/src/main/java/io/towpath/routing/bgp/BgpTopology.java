package io.towpath.routing.bgp;

import io.towpath.net.Finding;
import java.util.List;

/**
 * Speakers and paired sessions with dense ids: speakers and sessions by index in the lists given,
 * and two <em>ends</em> per session. End {@code 2s} is side A of session {@code s}, end {@code 2s +
 * 1} side B. The Adj-RIB-In of an end is what its owner received over it, the Adj-RIB-Out what its
 * owner sends.
 *
 * <p>Results do not depend on the order of the lists. Immutable and thread-safe.
 */
public final class BgpTopology {

  private BgpTopology() {}

  /** Numbers speakers and ends and compiles policies. */
  public static BgpTopology of(List<SpeakerInput> speakers, List<SessionInput> sessions) {
    throw new UnsupportedOperationException();
  }

  public int speakerCount() {
    throw new UnsupportedOperationException();
  }

  public SpeakerInput speaker(int speaker) {
    throw new UnsupportedOperationException();
  }

  public int sessionCount() {
    throw new UnsupportedOperationException();
  }

  public SessionInput session(int session) {
    throw new UnsupportedOperationException();
  }

  /** Ends of a speaker, in a canonical order; do not modify. */
  public int[] endsOf(int speaker) {
    throw new UnsupportedOperationException();
  }

  /** Speaker that an end belongs to. */
  public int owner(int end) {
    throw new UnsupportedOperationException();
  }

  /** Speaker at the other side of an end's session. */
  public int neighbour(int end) {
    throw new UnsupportedOperationException();
  }

  /** True if the session joins two ASs. */
  public boolean isExternal(int end) {
    throw new UnsupportedOperationException();
  }

  /** What cannot be computed as written: unusable expressions, IPv6 transport, translations. */
  public List<Finding> findings() {
    throw new UnsupportedOperationException();
  }
}
