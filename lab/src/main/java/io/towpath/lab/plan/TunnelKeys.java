package io.towpath.lab.plan;

import io.towpath.network.Secret;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.live.TunnelTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pre-shared keys of all tunnel ends of a lab. Known keys stay as they are, also where two ends
 * disagree. A key that its owner never prints is assumed to agree: it becomes the known key of a
 * peer, else all unprinted ends that may meet share one made for the lab.
 */
final class TunnelKeys {
  private final TunnelTable tunnels;
  private final @Nullable String[] made;

  TunnelKeys(TunnelTable tunnels) {
    this.tunnels = tunnels;
    this.made = new @Nullable String[tunnels.endCount()];
    for (int end = 0; end < made.length; end++) {
      if (made[end] == null && isUnprinted(end)) {
        spread(end);
      }
    }
  }

  /** The key of an end. */
  String key(int end) {
    TunnelEnd config = tunnels.end(end).config();
    TunnelEnd.Crypto crypto = config.crypto();
    Secret secret = crypto == null ? new Secret.Absent() : crypto.key();
    String text =
        switch (secret) {
          case Secret.Known known -> "key " + known.text();
          // Two ends without a key agree, an end with one disagrees with them (R103).
          case Secret.Absent() -> "no key";
          case Secret.NotPrinted() -> String.valueOf(made[end]);
        };
    // Plain ESP and GRE inside it look the same in the lab; the key tells them apart.
    return config.kind() + " " + text;
  }

  /** The same as a value of {@code swanctl.conf}, whatever characters it has. */
  String quoted(int end) {
    byte[] bytes = key(end).getBytes(StandardCharsets.UTF_8);
    return "0s" + Base64.getEncoder().encodeToString(bytes);
  }

  /** True where several known peers of unprinted keys disagree among themselves. */
  boolean isTorn(int end) {
    return isUnprinted(end) && knownAround(List.of(end)).size() > 1;
  }

  /** True if an end presents one key and expects another, which the daemon cannot tell apart. */
  boolean isAsymmetric(int end) {
    TunnelEnd.Crypto crypto = tunnels.end(end).config().crypto();
    return crypto != null && !crypto.key().equals(crypto.expectedKey());
  }

  private boolean isUnprinted(int end) {
    TunnelEnd.Crypto crypto = tunnels.end(end).config().crypto();
    return crypto != null && crypto.key() instanceof Secret.NotPrinted;
  }

  /** Gives all unprinted ends that are connected to this one by unprinted ends the same key. */
  private void spread(int first) {
    List<Integer> together = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(first));
    TreeSet<Integer> seen = new TreeSet<>(List.of(first));
    while (!open.isEmpty()) {
      int end = open.removeFirst();
      together.add(end);
      for (int pair : tunnels.pairsOf(end)) {
        int other = tunnels.pair(pair).other(end);
        if (isUnprinted(other) && seen.add(other)) {
          open.add(other);
        }
      }
    }
    TreeSet<String> known = knownAround(together);
    String key = known.isEmpty() ? "made for the lab " + first : "key " + known.first();
    together.forEach(end -> made[end] = key);
  }

  private TreeSet<String> knownAround(List<Integer> ends) {
    TreeSet<String> known = new TreeSet<>();
    for (int end : ends) {
      for (int pair : tunnels.pairsOf(end)) {
        TunnelEnd.Crypto crypto = tunnels.end(tunnels.pair(pair).other(end)).config().crypto();
        if (crypto != null && crypto.key() instanceof Secret.Known(String text)) {
          known.add(text);
        }
      }
    }
    return known;
  }
}
