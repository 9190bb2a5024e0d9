package io.towpath.lab.plan;

import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.Crypto;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The configuration of the IKE daemon of one tunnel end.
 *
 * @see "strongSwan documentation: swanctl.conf"
 */
final class SwanctlFile {
  private static final int IKE_LIFE_SECONDS = 28_800;
  private static final int ESP_LIFE_SECONDS = 27_000;
  private static final String ANY = "0.0.0.0/0";

  /** Offered where neither end prints any proposal: any would do, both ends get this one. */
  private static final String USUAL_IKE = "aes256-sha256-modp2048";

  private static final String USUAL_ESP = "aes256-sha256";

  private final TunnelTable tunnels;
  private final TunnelKeys keys;
  private final List<String> unknown = new ArrayList<>();

  SwanctlFile(TunnelTable tunnels, TunnelKeys keys) {
    this.tunnels = tunnels;
    this.keys = keys;
  }

  /** Proposals so far that strongSwan has no words for. */
  List<String> takeUnknown() {
    List<String> taken = List.copyOf(unknown);
    unknown.clear();
    return taken;
  }

  /** The text for an end. */
  String text(TunnelTable.End end, Crypto crypto) {
    TunnelEnd config = end.config();
    Timers timers = config.timers();
    String remoteIdentity = crypto.remoteIdentity();
    return """
    connections {
      %s {
        version = %d
        local_addrs = %s
        remote_addrs = %s
        encap = yes
        mobike = no
        unique = no
        keyingtries = 1
        proposals = %s
        dpd_delay = %ds
        dpd_timeout = %ds
        rekey_time = %ds
        local {
          auth = psk
          id = %s
        }
        remote {
          auth = psk
          id = %s
        }
        children {
          %s {
            local_ts = %s
            remote_ts = %s
            esp_proposals = %s
            rekey_time = %ds
            dpd_action = clear
            close_action = none
          }
        }
      }
    }
    secrets {
      ike-1 {
        secret = %s
      }
    }
    """
        .formatted(
            Tunnel.CONNECTION,
            crypto.ikeVersion(),
            config.local(),
            config.remote() == null ? "%any" : config.remote(),
            ike(end, crypto),
            timers.keepalive().toSeconds(),
            timers.hold().toSeconds(),
            IKE_LIFE_SECONDS,
            localIdentity(end, crypto),
            remoteIdentity == null ? "%any" : remoteIdentity,
            Tunnel.CHILD,
            selectors(config, TunnelEnd.Selector::local),
            selectors(config, TunnelEnd.Selector::remote),
            esp(end, crypto),
            ESP_LIFE_SECONDS,
            keys.quoted(end.id()));
  }

  /**
   * Without an identity of its own an end presents its address. An end behind NAT is known by the
   * translated one where a peer expects that; the network model takes either.
   */
  private String localIdentity(TunnelTable.End end, Crypto crypto) {
    String own = crypto.localIdentity();
    if (own != null) {
      return own;
    }
    String local = end.config().local().toString();
    for (int pair : tunnels.pairsOf(end.id())) {
      TunnelEnd peer = tunnels.end(tunnels.pair(pair).other(end.id())).config();
      String expected = peer.crypto() == null ? null : peer.crypto().remoteIdentity();
      boolean byTranslation =
          peer.remote() != null
              && peer.remote().toString().equals(expected)
              && !local.equals(expected);
      if (byTranslation && expected != null) {
        return expected;
      }
    }
    return local;
  }

  private String ike(TunnelTable.End end, Crypto crypto) {
    SequencedSet<IkeProposal> all = new LinkedHashSet<>(crypto.ike());
    if (all.isEmpty()) {
      // Not printed, assumed to agree: what its peers offer.
      peers(end).forEach(peer -> all.addAll(peer.ike()));
    }
    StrongswanWords.Translation words = StrongswanWords.ike(List.copyOf(all));
    unknown.addAll(words.unknown());
    return words.words().isEmpty() ? USUAL_IKE : words.list();
  }

  private String esp(TunnelTable.End end, Crypto crypto) {
    SequencedSet<IpsecProposal> all = new LinkedHashSet<>(crypto.ipsec());
    if (all.isEmpty()) {
      peers(end).forEach(peer -> all.addAll(peer.ipsec()));
    }
    StrongswanWords.Translation words = StrongswanWords.esp(List.copyOf(all));
    unknown.addAll(words.unknown());
    return words.words().isEmpty() ? USUAL_ESP : words.list();
  }

  private List<Crypto> peers(TunnelTable.End end) {
    List<Crypto> peers = new ArrayList<>();
    for (int pair : tunnels.pairsOf(end.id())) {
      Crypto crypto = tunnels.end(tunnels.pair(pair).other(end.id())).config().crypto();
      if (crypto != null) {
        peers.add(crypto);
      }
    }
    return peers;
  }

  private static String selectors(TunnelEnd end, Function<TunnelEnd.Selector, Object> side) {
    return end.selectors().isEmpty()
        ? ANY
        : end.selectors().stream()
            .map(side)
            .map(Object::toString)
            .distinct()
            .collect(Collectors.joining(","));
  }
}
