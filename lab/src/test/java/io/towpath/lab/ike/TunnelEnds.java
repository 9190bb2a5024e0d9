package io.towpath.lab.ike;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tunnel end under construction: an ordinary one, of which a test varies a part. */
final class TunnelEnds {
  private final String name;
  private final String local;
  private final @Nullable String remote;
  private int version = 2;
  private Secret key = new Secret.Known("the same");
  private List<IkeProposal> ike = List.of(new IkeProposal("aes-cbc-256", "sha256", 14));
  private List<IpsecProposal> esp = List.of(new IpsecProposal("aes-cbc-256", "sha256", 0));
  private @Nullable String localIdentity;
  private @Nullable String remoteIdentity;
  private List<TunnelEnd.Selector> selectors = List.of();
  private boolean initiates = true;
  private boolean responds = true;
  private Timers timers = Timers.DPD;

  private TunnelEnds(String name, String local, @Nullable String remote) {
    this.name = name;
    this.local = local;
    this.remote = remote;
  }

  static TunnelEnds end(String name, String local, @Nullable String remote) {
    return new TunnelEnds(name, local, remote);
  }

  TunnelEnds version(int value) {
    version = value;
    return this;
  }

  TunnelEnds key(String text) {
    key = new Secret.Known(text);
    return this;
  }

  TunnelEnds ike(IkeProposal... proposals) {
    ike = List.of(proposals);
    return this;
  }

  TunnelEnds esp(IpsecProposal... proposals) {
    esp = List.of(proposals);
    return this;
  }

  TunnelEnds identities(@Nullable String own, @Nullable String expected) {
    localIdentity = own;
    remoteIdentity = expected;
    return this;
  }

  TunnelEnds selector(String own, String other) {
    selectors = List.of(new TunnelEnd.Selector(Prefix.parse(own), Prefix.parse(other)));
    return this;
  }

  TunnelEnds onlyResponds() {
    initiates = false;
    return this;
  }

  TunnelEnds onlyInitiates() {
    responds = false;
    return this;
  }

  TunnelEnds dpd(int holdSeconds, int intervalSeconds, int retrySeconds) {
    timers =
        new Timers(
            Duration.ofSeconds(holdSeconds),
            Duration.ofSeconds(intervalSeconds),
            Duration.ofSeconds(retrySeconds),
            null,
            0);
    return this;
  }

  TunnelEnd build() {
    return new TunnelEnd(
        name,
        name,
        TunnelEnd.Kind.IPSEC,
        name,
        TunnelBed.FRONT,
        IpAddress.parse(local),
        remote == null ? null : IpAddress.parse(remote),
        new TunnelEnd.Crypto(version, key, key, ike, esp, localIdentity, remoteIdentity),
        selectors,
        initiates,
        responds,
        true,
        timers,
        Origin.NONE);
  }
}
