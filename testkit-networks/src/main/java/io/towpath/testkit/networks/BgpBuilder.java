package io.towpath.testkit.networks;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Aggregate;
import io.towpath.network.BgpSpeaker.Install;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.BgpSpeaker.Options;
import io.towpath.network.Redistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A BGP speaker of a {@link RouterBuilder}. Not thread-safe. */
public final class BgpBuilder {
  private final String vrf;
  private final long asn;
  private final List<NetworkStatement> networks = new ArrayList<>();
  private final List<Aggregate> aggregates = new ArrayList<>();
  private final List<Redistribution> redistributions = new ArrayList<>();
  private final List<BgpPeer> peers = new ArrayList<>();
  private @Nullable IpAddress routerId;
  private Options options = Options.IOS;
  private Install install = Install.ALL;

  BgpBuilder(String vrf, long asn) {
    this.vrf = vrf;
    this.asn = asn;
  }

  /** The router id. */
  public BgpBuilder routerId(String id) {
    routerId = IpAddress.parse(id);
    return this;
  }

  /** Knobs of the decision process. */
  public BgpBuilder options(Options value) {
    options = value;
    return this;
  }

  /** Which routes reach the table. */
  public BgpBuilder install(Install value) {
    install = value;
    return this;
  }

  /** A neighbour with defaults: connected for eBGP, any distance for iBGP. */
  public BgpBuilder neighbour(String address, long remoteAsn) {
    return neighbour(
        address,
        remoteAsn,
        remoteAsn == asn ? BgpPeer.Transport.multihop(255) : BgpPeer.Transport.CONNECTED);
  }

  /** A neighbour over some transport. */
  public BgpBuilder neighbour(String address, long remoteAsn, BgpPeer.Transport transport) {
    return peer(
        new BgpPeer(
            IpAddress.parse(address),
            remoteAsn,
            null,
            transport,
            List.of(BgpPeer.Family.ipv4()),
            null,
            Origin.NONE));
  }

  /** A neighbour as it is. */
  public BgpBuilder peer(BgpPeer peer) {
    peers.add(peer);
    return this;
  }

  /** Changes the family settings of the last neighbour. */
  public BgpBuilder family(UnaryOperator<BgpPeer.Family> change) {
    BgpPeer last = peers.removeLast();
    peers.add(
        new BgpPeer(
            last.address(),
            last.remoteAsn(),
            last.localAsn(),
            last.localAsMode(),
            last.transport(),
            last.families().stream().map(change).toList(),
            last.label(),
            last.origin()));
    return this;
  }

  /** Originates a prefix while the table has it. */
  public BgpBuilder network(String prefix) {
    networks.add(new NetworkStatement(Prefix.parse(prefix), null, true, Origin.NONE));
    return this;
  }

  /** Originates a prefix by a statement as it is. */
  public BgpBuilder network(NetworkStatement statement) {
    networks.add(statement);
    return this;
  }

  /** Originates a prefix always. */
  public BgpBuilder originate(String prefix) {
    networks.add(new NetworkStatement(Prefix.parse(prefix), null, false, Origin.NONE));
    return this;
  }

  /** Aggregates more specific routes, which are sent as well. */
  public BgpBuilder aggregate(String prefix, boolean asSet) {
    aggregates.add(new Aggregate(Prefix.parse(prefix), false, asSet, null, Origin.NONE));
    return this;
  }

  /** Takes in another class of routes. */
  public BgpBuilder redistribute(String routeClass) {
    return redistribute(new Redistribution(routeClass, null, null, 0, null, Origin.NONE));
  }

  /** Takes in other routes. */
  public BgpBuilder redistribute(Redistribution redistribution) {
    redistributions.add(redistribution);
    return this;
  }

  BgpSpeaker build() {
    return new BgpSpeaker(
        vrf,
        asn,
        routerId,
        options,
        networks,
        aggregates,
        redistributions,
        peers,
        install,
        Origin.NONE);
  }
}
