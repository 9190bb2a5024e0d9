package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IKE and IPsec objects, by name in the order of first mention.
 *
 * @param ikev2Proposals {@code crypto ikev2 proposal}
 * @param ikev2Policies {@code crypto ikev2 policy}
 * @param ikev2Keyrings {@code crypto ikev2 keyring}
 * @param ikev2Profiles {@code crypto ikev2 profile}
 * @param isakmpPolicies {@code crypto isakmp policy} by priority
 * @param isakmpKeys {@code crypto isakmp key}, and those of {@code crypto keyring}
 * @param isakmpProfiles {@code crypto isakmp profile}
 * @param transformSets {@code crypto ipsec transform-set}
 * @param ipsecProfiles {@code crypto ipsec profile}
 */
public record IosCrypto(
    Map<String, Ikev2Proposal> ikev2Proposals,
    Map<String, Ikev2Policy> ikev2Policies,
    Map<String, Ikev2Keyring> ikev2Keyrings,
    Map<String, Ikev2Profile> ikev2Profiles,
    List<IsakmpPolicy> isakmpPolicies,
    List<IsakmpKey> isakmpKeys,
    Map<String, IsakmpProfile> isakmpProfiles,
    Map<String, TransformSet> transformSets,
    Map<String, IpsecProfile> ipsecProfiles) {

  public IosCrypto {
    ikev2Proposals = ordered(ikev2Proposals);
    ikev2Policies = ordered(ikev2Policies);
    ikev2Keyrings = ordered(ikev2Keyrings);
    ikev2Profiles = ordered(ikev2Profiles);
    isakmpPolicies = List.copyOf(isakmpPolicies);
    isakmpKeys = List.copyOf(isakmpKeys);
    isakmpProfiles = ordered(isakmpProfiles);
    transformSets = ordered(transformSets);
    ipsecProfiles = ordered(ipsecProfiles);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Algorithms as words of IOS-XE, such as {@code aes-cbc-256}, {@code sha256}, {@code 14}. */
  public record Ikev2Proposal(
      String name,
      int line,
      List<String> encryption,
      List<String> integrity,
      List<String> pseudoRandom,
      List<String> groups) {
    public Ikev2Proposal {
      encryption = List.copyOf(encryption);
      integrity = List.copyOf(integrity);
      pseudoRandom = List.copyOf(pseudoRandom);
      groups = List.copyOf(groups);
    }
  }

  /**
   * An IKEv2 policy: which proposals are offered.
   *
   * @param fvrf front-door VRF; null means the global one, {@code any} means every
   * @param localAddresses local addresses it is for; empty means every
   */
  public record Ikev2Policy(
      String name,
      int line,
      @Nullable Reference fvrf,
      List<Ipv4Address> localAddresses,
      List<Reference> proposals) {
    public Ikev2Policy {
      localAddresses = List.copyOf(localAddresses);
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * A pre-shared key.
   *
   * @param text as written, without the digit of its type
   * @param encrypted type 6: what the key is cannot be told
   */
  public record Key(String text, boolean encrypted) {
    /** Never prints the key. */
    @Override
    public String toString() {
      return "Key[…]";
    }
  }

  /** A name and the line that uses it. */
  public record Reference(int line, String name) {}

  public record Ikev2Keyring(String name, int line, List<Ikev2Peer> peers) {
    public Ikev2Keyring {
      peers = List.copyOf(peers);
    }
  }

  /**
   * A peer of a keyring.
   *
   * @param address its addresses; null if it is known by identity only
   * @param mask prefix length of {@code address}
   * @param identity text after {@code identity}; null if none
   * @param localKey key that this router proves itself with; null if none
   * @param remoteKey key that the peer proves itself with; null if none
   */
  public record Ikev2Peer(
      String name,
      int line,
      @Nullable Ipv4Address address,
      int mask,
      @Nullable String identity,
      @Nullable Key localKey,
      @Nullable Key remoteKey) {}

  /**
   * An IKEv2 profile.
   *
   * @param fvrf null means the global table, {@code any} every one
   * @param ivrf VRF of the clear packets; null means as the tunnel interface says
   * @param localAddresses addresses of {@code match address local}
   * @param remoteIdentities what {@code match identity remote} names, as written
   * @param localIdentity text after {@code identity local}; null means the tunnel source
   * @param localMethod {@code pre-share}, {@code rsa-sig}, …; null if not written
   * @param remoteMethod likewise for the peer
   * @param localKey key written in the profile itself; null if none
   * @param remoteKey likewise
   * @param keyring {@code keyring local}; null if none
   * @param dpdSeconds interval of dead peer detection; 0 if off
   * @param dpdRetrySeconds retry interval
   */
  public record Ikev2Profile(
      String name,
      int line,
      @Nullable Reference fvrf,
      @Nullable Reference ivrf,
      List<Ipv4Address> localAddresses,
      List<String> remoteIdentities,
      @Nullable String localIdentity,
      @Nullable String localMethod,
      @Nullable String remoteMethod,
      @Nullable Key localKey,
      @Nullable Key remoteKey,
      @Nullable Reference keyring,
      int dpdSeconds,
      int dpdRetrySeconds) {
    public Ikev2Profile {
      localAddresses = List.copyOf(localAddresses);
      remoteIdentities = List.copyOf(remoteIdentities);
    }
  }

  /** An IKEv1 policy; defaults of IOS-XE filled in. */
  public record IsakmpPolicy(
      int priority,
      int line,
      String encryption,
      String hash,
      String authentication,
      String group,
      int lifetimeSeconds) {}

  /** An IKEv1 pre-shared key; a null address is every peer. */
  public record IsakmpKey(
      int line, Key key, @Nullable Ipv4Address address, int mask, @Nullable String vrf) {}

  /** An IKEv1 profile. */
  public record IsakmpProfile(
      String name, int line, @Nullable Reference keyring, @Nullable Reference vrf) {}

  /**
   * A transform set.
   *
   * @param transforms words after the name, such as {@code esp-aes 256}, {@code esp-sha-hmac}
   * @param transport transport mode instead of tunnel mode
   */
  public record TransformSet(String name, int line, List<String> transforms, boolean transport) {
    public TransformSet {
      transforms = List.copyOf(transforms);
    }
  }

  /**
   * An IPsec profile.
   *
   * @param perfectForwardSecrecy group of {@code set pfs}; null if none
   * @param responderOnly never initiates
   */
  public record IpsecProfile(
      String name,
      int line,
      List<Reference> transformSets,
      @Nullable Reference ikev2Profile,
      @Nullable Reference isakmpProfile,
      @Nullable String perfectForwardSecrecy,
      boolean responderOnly) {
    public IpsecProfile {
      transformSets = List.copyOf(transformSets);
    }
  }
}
