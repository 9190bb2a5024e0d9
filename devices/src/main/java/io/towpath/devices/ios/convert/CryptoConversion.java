package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosCrypto.Ikev2Peer;
import io.towpath.devices.ios.IosCrypto.Ikev2Policy;
import io.towpath.devices.ios.IosCrypto.Ikev2Profile;
import io.towpath.devices.ios.IosCrypto.Ikev2Proposal;
import io.towpath.devices.ios.IosCrypto.IpsecProfile;
import io.towpath.devices.ios.IosCrypto.Reference;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.Vrf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IKE and IPsec parameters of a protected tunnel. */
final class CryptoConversion {

  private static final String ANY = "any";

  private final Conversion conversion;
  private final IosCrypto crypto;

  CryptoConversion(Conversion conversion) {
    this.conversion = conversion;
    this.crypto = conversion.config.crypto();
  }

  /** The IPsec profile of that name; null if there is none. */
  @Nullable IpsecProfile profile(@Nullable String name) {
    return name == null ? null : crypto.ipsecProfiles().get(name);
  }

  /** Why an IPsec profile protects nothing; null if it can. */
  @Nullable String obstacle(String name) {
    IpsecProfile profile = profile(name);
    if (profile == null) {
      return "the IPsec profile \"" + name + "\" is not defined";
    }
    Reference ikev2 = profile.ikev2Profile();
    if (ikev2 == null) {
      return null;
    }
    Ikev2Profile ike = crypto.ikev2Profiles().get(ikev2.name());
    if (ike == null) {
      return "the IKEv2 profile \"" + ikev2.name() + "\" is not defined";
    }
    return ike.remoteIdentities().isEmpty()
        ? "the IKEv2 profile \"" + ike.name() + "\" matches no identity"
        : null;
  }

  /** Parameters of a tunnel that a profile protects. */
  TunnelEnd.Crypto parameters(
      IpsecProfile profile, String underlay, IpAddress local, @Nullable IpAddress remote) {
    List<TunnelEnd.IpsecProposal> ipsec = ipsecProposals(profile);
    Reference reference = profile.ikev2Profile();
    Ikev2Profile ike = reference == null ? null : crypto.ikev2Profiles().get(reference.name());
    if (ike == null) {
      Secret key = isakmpKey(underlay, remote);
      return new TunnelEnd.Crypto(1, key, key, isakmpProposals(), ipsec, null, null);
    }
    Ikev2Peer peer = peer(ike, remote);
    return new TunnelEnd.Crypto(
        2,
        key(ike.localMethod(), ike.localKey(), peer == null ? null : peer.localKey()),
        key(ike.remoteMethod(), ike.remoteKey(), peer == null ? null : peer.remoteKey()),
        ikev2Proposals(underlay, local),
        ipsec,
        ike.localIdentity() == null ? null : identity(ike.localIdentity()),
        expectedIdentity(ike, remote));
  }

  /**
   * Dead peer detection of the profile: its interval and five retries; the default if it is off.
   */
  Timers timers(IpsecProfile profile) {
    Reference reference = profile.ikev2Profile();
    Ikev2Profile ike = reference == null ? null : crypto.ikev2Profiles().get(reference.name());
    if (ike == null || ike.dpdSeconds() == 0) {
      return Timers.DPD;
    }
    Duration interval = Duration.ofSeconds(ike.dpdSeconds());
    Duration retries = Duration.ofSeconds(5L * ike.dpdRetrySeconds());
    return new Timers(
        interval.plus(retries), interval, Duration.ofSeconds(ike.dpdRetrySeconds()), null, 0);
  }

  private static Secret key(
      @Nullable String method, IosCrypto.@Nullable Key own, IosCrypto.@Nullable Key ofKeyring) {
    if (method != null && !method.equals("pre-share")) {
      // Certificates are taken to agree.
      return new Secret.NotPrinted();
    }
    return secret(own != null ? own : ofKeyring);
  }

  private static Secret secret(IosCrypto.@Nullable Key key) {
    if (key == null) {
      return new Secret.Absent();
    }
    return key.encrypted() ? new Secret.NotPrinted() : new Secret.Known(key.text());
  }

  /** The peer of the profile's keyring with the longest address that covers the destination. */
  private @Nullable Ikev2Peer peer(Ikev2Profile ike, @Nullable IpAddress remote) {
    Reference reference = ike.keyring();
    IosCrypto.Ikev2Keyring keyring =
        reference == null ? null : crypto.ikev2Keyrings().get(reference.name());
    Ikev2Peer best = null;
    for (Ikev2Peer peer : keyring == null ? List.<Ikev2Peer>of() : keyring.peers()) {
      boolean fits =
          peer.address() == null
              ? peer.identity() != null
              : remote == null && peer.mask() == 0
                  || remote != null && new Prefix(peer.address(), peer.mask()).contains(remote);
      if (fits && (best == null || maskOf(peer) > maskOf(best))) {
        best = peer;
      }
    }
    return best;
  }

  private static int maskOf(Ikev2Peer peer) {
    return peer.address() == null ? -1 : peer.mask();
  }

  private Secret isakmpKey(String underlay, @Nullable IpAddress remote) {
    IosCrypto.IsakmpKey best = null;
    for (IosCrypto.IsakmpKey key : crypto.isakmpKeys()) {
      boolean fits =
          conversion.vrfName(key.vrf()).equals(underlay)
              && (key.address() == null
                  || remote != null && new Prefix(key.address(), key.mask()).contains(remote));
      if (fits && (best == null || key.mask() > best.mask())) {
        best = key;
      }
    }
    return secret(best == null ? null : best.key());
  }

  /** Identity text without its kind and mask: {@code address A}, {@code fqdn NAME}, …. */
  private static String identity(String words) {
    String[] parts = words.split("\\s+", -1);
    return parts.length > 1 ? parts[1] : words;
  }

  /** The identity that the peer must present; null if any will do. */
  private static @Nullable String expectedIdentity(Ikev2Profile ike, @Nullable IpAddress remote) {
    for (String words : ike.remoteIdentities()) {
      String[] parts = words.split("\\s+", -1);
      if (parts[0].equals(ANY)) {
        return null;
      }
      Prefix addresses = parts[0].equals("address") ? IdentityAddresses.parse(parts) : null;
      if (addresses != null && remote != null && addresses.contains(remote)) {
        return addresses.length() == 0 ? null : remote.toString();
      }
    }
    return identity(ike.remoteIdentities().getFirst());
  }

  private List<IkeProposal> ikev2Proposals(String underlay, IpAddress local) {
    Ikev2Policy policy = policy(underlay, local);
    List<IkeProposal> proposals = new ArrayList<>();
    if (policy != null) {
      for (Reference reference : policy.proposals()) {
        Ikev2Proposal proposal = crypto.ikev2Proposals().get(reference.name());
        if (proposal != null) {
          proposals.addAll(CryptoWords.combinations(proposal));
        } else if (reference.name().equals("default")) {
          proposals.addAll(CryptoWords.combinations(CryptoWords.DEFAULT_IKEV2));
        }
      }
    }
    return proposals.isEmpty() ? CryptoWords.combinations(CryptoWords.DEFAULT_IKEV2) : proposals;
  }

  /** The policy for a front-door VRF and local address; one that names the address goes first. */
  private @Nullable Ikev2Policy policy(String underlay, IpAddress local) {
    Ikev2Policy best = null;
    for (Ikev2Policy policy : crypto.ikev2Policies().values()) {
      Reference fvrf = policy.fvrf();
      boolean vrfFits =
          fvrf == null
              ? underlay.equals(Vrf.DEFAULT)
              : fvrf.name().equals(ANY) || conversion.vrfName(fvrf.name()).equals(underlay);
      boolean addressFits =
          policy.localAddresses().isEmpty()
              || policy.localAddresses().stream().anyMatch(local::equals);
      boolean better =
          best == null || best.localAddresses().isEmpty() && !policy.localAddresses().isEmpty();
      if (vrfFits && addressFits && better) {
        best = policy;
      }
    }
    return best;
  }

  private List<IkeProposal> isakmpProposals() {
    List<IkeProposal> proposals = new ArrayList<>();
    for (IosCrypto.IsakmpPolicy policy : crypto.isakmpPolicies()) {
      proposals.add(
          new IkeProposal(
              CryptoWords.encryption(policy.encryption()),
              CryptoWords.integrity(policy.hash()),
              CryptoWords.group(policy.group())));
    }
    return proposals;
  }

  private List<TunnelEnd.IpsecProposal> ipsecProposals(IpsecProfile profile) {
    int pfs =
        profile.perfectForwardSecrecy() == null
            ? 0
            : CryptoWords.group(profile.perfectForwardSecrecy());
    List<TunnelEnd.IpsecProposal> proposals = new ArrayList<>();
    for (Reference reference : profile.transformSets()) {
      IosCrypto.TransformSet set = crypto.transformSets().get(reference.name());
      if (set != null) {
        proposals.add(CryptoWords.proposal(set.transforms(), pfs));
      }
    }
    return proposals.isEmpty()
        ? List.of(CryptoWords.proposal(CryptoWords.DEFAULT_TRANSFORMS, pfs))
        : proposals;
  }
}
