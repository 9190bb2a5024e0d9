package io.towpath.forwarding.plane;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a flow left behind on its way: the stateful filters that permitted it and the translations
 * that NAT made. The answer of the flow, and ICMP errors about it, are judged with it (R198).
 *
 * <p>Not thread-safe; one walk fills it, then it is only read.
 */
public final class FlowState {
  private static final Redirection[] NO_REDIRECTIONS = {};

  /** A translation at a node: addresses and ports inside and outside, and the inside's VRF. */
  record Translation(
      int node, int vrf, int insideAddress, int insidePort, int outsideAddress, int outsidePort) {}

  /**
   * A flow that a node sent on in its own name: who called what, and what it is between node and
   * target. The sender's port is kept.
   */
  record Redirection(
      int node,
      int sender,
      int senderPort,
      int called,
      int calledPort,
      int via,
      int target,
      int targetPort) {}

  private long[] passed = new long[8];
  private int count;
  private Translation[] translations = new Translation[0];
  private Redirection[] redirections = NO_REDIRECTIONS;

  /** A flow that has passed nothing yet. */
  public FlowState() {}

  void permit(long attachment) {
    if (count == passed.length) {
      passed = Arrays.copyOf(passed, count * 2);
    }
    passed[count++] = attachment;
  }

  boolean permitted(long attachment) {
    for (int i = 0; i < count; i++) {
      if (passed[i] == attachment) {
        return true;
      }
    }
    return false;
  }

  void translate(Translation translation) {
    translations = Arrays.copyOf(translations, translations.length + 1);
    translations[translations.length - 1] = translation;
  }

  void redirect(Redirection redirection) {
    redirections = Arrays.copyOf(redirections, redirections.length + 1);
    redirections[redirections.length - 1] = redirection;
  }

  /** The last redirection at a node whose target knows the sender by an address, or null. */
  @Nullable Redirection redirection(int node, int via) {
    for (int i = redirections.length - 1; i >= 0; i--) {
      if (redirections[i].node == node && redirections[i].via == via) {
        return redirections[i];
      }
    }
    return null;
  }

  /**
   * The last translation at a node with an address on one of its sides, or null.
   *
   * @param outside true to compare the outside address
   */
  @Nullable Translation translation(int node, int address, boolean outside) {
    for (int i = translations.length - 1; i >= 0; i--) {
      Translation candidate = translations[i];
      if (candidate.node == node
          && address == (outside ? candidate.outsideAddress : candidate.insideAddress)) {
        return candidate;
      }
    }
    return null;
  }

  /** An independent copy. */
  public FlowState copy() {
    FlowState copy = new FlowState();
    copy.passed = passed.clone();
    copy.count = count;
    copy.translations = translations;
    copy.redirections = redirections;
    return copy;
  }
}
