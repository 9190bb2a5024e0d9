package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.network.Secret;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.Crypto;
import io.towpath.network.TunnelEnd.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the parameters of two tunnel ends condition by condition, in the order of R104. What an
 * end does not print is assumed to agree.
 */
record TunnelParameters(
    String nodeA,
    String nodeB,
    TunnelEnd a,
    TunnelEnd b,
    Collection<IpAddress> facesA,
    Collection<IpAddress> facesB) {

  /** The conditions that fail. */
  List<TunnelCause> obstacles(boolean somebodyOpens) {
    List<TunnelCause> obstacles = new ArrayList<>();
    if (!a.enabled()) {
      obstacles.add(new TunnelCause.Disabled(nodeA));
    }
    if (!b.enabled()) {
      obstacles.add(new TunnelCause.Disabled(nodeB));
    }
    if (a.kind() != b.kind() || (a.crypto() == null) != (b.crypto() == null)) {
      obstacles.add(new TunnelCause.KindMismatch(kind(a), kind(b)));
    }
    if (a.crypto() != null && b.crypto() != null) {
      compare(a.crypto(), b.crypto(), obstacles);
    }
    if (!somebodyOpens) {
      obstacles.add(new TunnelCause.ModeMismatch());
    }
    if (!selectorsMeet()) {
      obstacles.add(new TunnelCause.SelectorMismatch());
    }
    return obstacles;
  }

  private static String kind(TunnelEnd end) {
    return end.kind() + (end.crypto() == null ? " without protection" : "");
  }

  private void compare(Crypto x, Crypto y, List<TunnelCause> obstacles) {
    if (!Secret.agree(x.key(), y.expectedKey())) {
      obstacles.add(new TunnelCause.PreSharedKeyMismatch(nodeA, nodeB));
    } else if (!Secret.agree(y.key(), x.expectedKey())) {
      obstacles.add(new TunnelCause.PreSharedKeyMismatch(nodeB, nodeA));
    }
    if (x.ikeVersion() != y.ikeVersion()) {
      obstacles.add(new TunnelCause.ProtocolMismatch(x.ikeVersion(), y.ikeVersion()));
    }
    if (!intersect(x.ike(), y.ike())) {
      obstacles.add(
          new TunnelCause.ProposalMismatch(
              1, text(x.ike(), TunnelParameters::words), text(y.ike(), TunnelParameters::words)));
    }
    if (!intersect(x.ipsec(), y.ipsec())) {
      obstacles.add(
          new TunnelCause.ProposalMismatch(
              2,
              text(x.ipsec(), TunnelParameters::words),
              text(y.ipsec(), TunnelParameters::words)));
    }
    identity(nodeA, x.remoteIdentity(), y.localIdentity(), facesB, obstacles);
    identity(nodeB, y.remoteIdentity(), x.localIdentity(), facesA, obstacles);
  }

  private static void identity(
      String node,
      @Nullable String expected,
      @Nullable String presented,
      Collection<IpAddress> faces,
      List<TunnelCause> obstacles) {
    if (expected == null || expected.equals(presented)) {
      return;
    }
    // Without an identity of its own an end presents its address; behind NAT, peers are told the
    // translated one, so that either is taken.
    boolean byAddress =
        presented == null && faces.stream().anyMatch(f -> f.toString().equals(expected));
    if (!byAddress) {
      String found = presented != null ? presented : faces.iterator().next().toString();
      obstacles.add(new TunnelCause.IdentityMismatch(node, expected, found));
    }
  }

  private static boolean intersect(List<?> x, List<?> y) {
    return x.isEmpty() || y.isEmpty() || x.stream().anyMatch(y::contains);
  }

  private static <T> String text(List<T> proposals, Function<T, String> words) {
    return proposals.stream().map(words).collect(Collectors.joining(", "));
  }

  private static String words(TunnelEnd.IkeProposal p) {
    return p.encryption() + "/" + p.integrity() + "/group" + p.dhGroup();
  }

  private static String words(TunnelEnd.IpsecProposal p) {
    return p.encryption() + "/" + p.integrity() + (p.pfsGroup() == 0 ? "" : "/pfs" + p.pfsGroup());
  }

  private boolean selectorsMeet() {
    if (a.selectors().isEmpty() || b.selectors().isEmpty()) {
      return true;
    }
    for (Selector x : a.selectors()) {
      for (Selector y : b.selectors()) {
        if (x.local().overlaps(y.remote()) && x.remote().overlaps(y.local())) {
          return true;
        }
      }
    }
    return false;
  }
}
