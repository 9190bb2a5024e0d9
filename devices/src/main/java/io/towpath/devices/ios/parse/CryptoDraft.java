package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosCrypto.Reference;
import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** IKE and IPsec objects while they are being read. */
final class CryptoDraft {

  final Map<String, ProposalDraft> ikev2Proposals = new LinkedHashMap<>();
  final Map<String, PolicyDraft> ikev2Policies = new LinkedHashMap<>();
  final Map<String, KeyringDraft> ikev2Keyrings = new LinkedHashMap<>();
  final Map<String, ProfileDraft> ikev2Profiles = new LinkedHashMap<>();
  final Map<String, IsakmpPolicyDraft> isakmpPolicies = new LinkedHashMap<>();
  final List<IosCrypto.IsakmpKey> isakmpKeys = new ArrayList<>();
  final Map<String, IsakmpProfileDraft> isakmpProfiles = new LinkedHashMap<>();
  final Map<String, TransformSetDraft> transformSets = new LinkedHashMap<>();
  final Map<String, IpsecProfileDraft> ipsecProfiles = new LinkedHashMap<>();

  IosCrypto build() {
    return new IosCrypto(
        built(ikev2Proposals, ProposalDraft::build),
        built(ikev2Policies, PolicyDraft::build),
        built(ikev2Keyrings, KeyringDraft::build),
        built(ikev2Profiles, ProfileDraft::build),
        isakmpPolicies.values().stream().map(IsakmpPolicyDraft::build).toList(),
        isakmpKeys,
        built(isakmpProfiles, IsakmpProfileDraft::build),
        built(transformSets, TransformSetDraft::build),
        built(ipsecProfiles, IpsecProfileDraft::build));
  }

  private static <D, T> Map<String, T> built(Map<String, D> drafts, Function<D, T> build) {
    Map<String, T> objects = new LinkedHashMap<>();
    drafts.forEach((name, draft) -> objects.put(name, build.apply(draft)));
    return objects;
  }

  /** {@code crypto ikev2 proposal}. */
  static final class ProposalDraft {
    private final String name;
    private final int line;
    List<String> encryption = List.of();
    List<String> integrity = List.of();
    List<String> pseudoRandom = List.of();
    List<String> groups = List.of();

    ProposalDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.Ikev2Proposal build() {
      return new IosCrypto.Ikev2Proposal(name, line, encryption, integrity, pseudoRandom, groups);
    }
  }

  /** {@code crypto ikev2 policy}. */
  static final class PolicyDraft {
    private final String name;
    private final int line;
    @Nullable Reference fvrf;
    final List<Ipv4Address> localAddresses = new ArrayList<>();
    final List<Reference> proposals = new ArrayList<>();

    PolicyDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.Ikev2Policy build() {
      return new IosCrypto.Ikev2Policy(name, line, fvrf, localAddresses, proposals);
    }
  }

  /** {@code crypto ikev2 keyring}. */
  static final class KeyringDraft {
    private final String name;
    private final int line;
    final Map<String, PeerDraft> peers = new LinkedHashMap<>();

    KeyringDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.Ikev2Keyring build() {
      return new IosCrypto.Ikev2Keyring(
          name, line, peers.values().stream().map(PeerDraft::build).toList());
    }
  }

  /** {@code peer} in a keyring. */
  static final class PeerDraft {
    private final String name;
    private final int line;
    @Nullable Ipv4Address address;
    int mask = 32;
    @Nullable String identity;
    IosCrypto.@Nullable Key localKey;
    IosCrypto.@Nullable Key remoteKey;

    PeerDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.Ikev2Peer build() {
      return new IosCrypto.Ikev2Peer(name, line, address, mask, identity, localKey, remoteKey);
    }
  }

  /** {@code crypto ikev2 profile}. */
  static final class ProfileDraft {
    private final String name;
    private final int line;
    @Nullable Reference fvrf;
    @Nullable Reference ivrf;
    final List<Ipv4Address> localAddresses = new ArrayList<>();
    final List<String> remoteIdentities = new ArrayList<>();
    @Nullable String localIdentity;
    @Nullable String localMethod;
    @Nullable String remoteMethod;
    IosCrypto.@Nullable Key localKey;
    IosCrypto.@Nullable Key remoteKey;
    @Nullable Reference keyring;
    int dpdSeconds;
    int dpdRetrySeconds;

    ProfileDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.Ikev2Profile build() {
      return new IosCrypto.Ikev2Profile(
          name,
          line,
          fvrf,
          ivrf,
          localAddresses,
          remoteIdentities,
          localIdentity,
          localMethod,
          remoteMethod,
          localKey,
          remoteKey,
          keyring,
          dpdSeconds,
          dpdRetrySeconds);
    }
  }

  /** {@code crypto isakmp policy}, with the defaults of IOS-XE. */
  static final class IsakmpPolicyDraft {
    private final int priority;
    private final int line;
    String encryption = "des";
    String hash = "sha";
    String authentication = "rsa-sig";
    String group = "1";
    int lifetimeSeconds = 86_400;

    IsakmpPolicyDraft(int priority, int line) {
      this.priority = priority;
      this.line = line;
    }

    IosCrypto.IsakmpPolicy build() {
      return new IosCrypto.IsakmpPolicy(
          priority, line, encryption, hash, authentication, group, lifetimeSeconds);
    }
  }

  /** {@code crypto isakmp profile}. */
  static final class IsakmpProfileDraft {
    private final String name;
    private final int line;
    @Nullable Reference keyring;
    @Nullable Reference vrf;

    IsakmpProfileDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.IsakmpProfile build() {
      return new IosCrypto.IsakmpProfile(name, line, keyring, vrf);
    }
  }

  /** {@code crypto ipsec transform-set}. */
  static final class TransformSetDraft {
    private final String name;
    private final int line;
    private final List<String> transforms;
    boolean transport;

    TransformSetDraft(String name, int line, List<String> transforms) {
      this.name = name;
      this.line = line;
      this.transforms = transforms;
    }

    IosCrypto.TransformSet build() {
      return new IosCrypto.TransformSet(name, line, transforms, transport);
    }
  }

  /** {@code crypto ipsec profile}. */
  static final class IpsecProfileDraft {
    private final String name;
    private final int line;
    final List<Reference> transformSets = new ArrayList<>();
    @Nullable Reference ikev2Profile;
    @Nullable Reference isakmpProfile;
    @Nullable String perfectForwardSecrecy;
    boolean responderOnly;

    IpsecProfileDraft(String name, int line) {
      this.name = name;
      this.line = line;
    }

    IosCrypto.IpsecProfile build() {
      return new IosCrypto.IpsecProfile(
          name,
          line,
          transformSets,
          ikev2Profile,
          isakmpProfile,
          perfectForwardSecrecy,
          responderOnly);
    }
  }
}
