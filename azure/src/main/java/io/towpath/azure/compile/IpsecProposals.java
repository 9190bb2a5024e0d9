package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.azure.resource.DhGroup;
import io.towpath.azure.resource.IkeEncryption;
import io.towpath.azure.resource.IkeIntegrity;
import io.towpath.azure.resource.IpsecEncryption;
import io.towpath.azure.resource.IpsecIntegrity;
import io.towpath.azure.resource.IpsecPolicy;
import io.towpath.azure.resource.PfsGroup;
import io.towpath.azure.resource.VpnType;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import java.util.ArrayList;
import java.util.List;

/** What Azure proposes and accepts in both phases of IPsec (R107–R110, R228). */
final class IpsecProposals {
  private static final String AES256 = "aes-cbc-256";
  private static final String AES192 = "aes-cbc-192";
  private static final String AES128 = "aes-cbc-128";
  private static final String DES3 = "3des";
  private static final String DES = "des";
  private static final String GCM256 = "aes-gcm-256";
  private static final String GCM192 = "aes-gcm-192";
  private static final String GCM128 = "aes-gcm-128";
  private static final String SHA1 = "sha1";
  private static final String SHA256 = "sha256";
  private static final String SHA384 = "sha384";
  private static final String MD5 = "md5";

  /** ESP without encryption. */
  private static final String NULL = "null";

  private IpsecProposals() {}

  /** R107: phase 1 without a custom policy. */
  static List<IkeProposal> defaultIke(VpnType type) {
    return switch (type) {
      case ROUTE_BASED ->
          List.of(
              new IkeProposal(AES256, SHA1, 2),
              new IkeProposal(AES256, SHA256, 2),
              new IkeProposal(AES128, SHA1, 2),
              new IkeProposal(AES128, SHA256, 2),
              new IkeProposal(DES3, SHA1, 2),
              new IkeProposal(DES3, SHA256, 2));
      case POLICY_BASED ->
          List.of(
              new IkeProposal(AES256, SHA256, 2),
              new IkeProposal(AES256, SHA1, 2),
              new IkeProposal(AES128, SHA1, 2),
              new IkeProposal(DES3, SHA1, 2));
    };
  }

  /**
   * R109: phase 2 without a custom policy.
   *
   * @param onlyInitiates Azure never answers, so only its own six proposals count
   */
  static List<IpsecProposal> defaultIpsec(boolean onlyInitiates) {
    List<IpsecProposal> offers = new ArrayList<>();
    offers.add(new IpsecProposal(GCM256, GCM256, 0));
    offers.add(new IpsecProposal(AES256, SHA1, 0));
    offers.add(new IpsecProposal(DES3, SHA1, 0));
    offers.add(new IpsecProposal(AES256, SHA256, 0));
    offers.add(new IpsecProposal(AES128, SHA1, 0));
    offers.add(new IpsecProposal(DES3, SHA256, 0));
    if (!onlyInitiates) {
      offers.add(new IpsecProposal(DES, SHA1, 0));
      withGroups(offers, AES256, SHA1, 1, 2, 14);
      withGroups(offers, AES128, SHA1, 1, 2, 14);
      withGroups(offers, DES3, SHA1, 1, 2);
      withGroups(offers, DES3, SHA256, 2);
      withGroups(offers, AES256, SHA256, 1, 2, 14);
      withGroups(offers, AES256, SHA1, 24);
      withGroups(offers, AES256, SHA256, 24);
      withGroups(offers, AES128, SHA256, 0, 1, 2, 14);
      withGroups(offers, DES3, SHA1, 14);
    }
    return offers;
  }

  private static void withGroups(
      List<IpsecProposal> offers, String encryption, String integrity, int... groups) {
    for (int group : groups) {
      offers.add(new IpsecProposal(encryption, integrity, group));
    }
  }

  /** R228: the one offer of an Azure Stack in phase 1. */
  static List<IkeProposal> stampIke(Profile profile) {
    return switch (profile) {
      case SEED_ERA -> List.of(new IkeProposal(AES256, SHA256, 2));
      case CURRENT -> List.of(new IkeProposal(AES256, SHA384, 20));
    };
  }

  /** R228: the one offer of an Azure Stack in phase 2. */
  static List<IpsecProposal> stampIpsec(Profile profile) {
    return switch (profile) {
      case SEED_ERA -> List.of(new IpsecProposal(GCM256, GCM256, 0));
      case CURRENT -> List.of(new IpsecProposal(GCM256, GCM256, 20));
    };
  }

  /** R110: a custom policy is the only proposal, in both roles. */
  static IkeProposal ike(IpsecPolicy policy) {
    String encryption = encryption(policy.ikeEncryption());
    boolean combined = encryption.equals(GCM256) || encryption.equals(GCM128);
    return new IkeProposal(
        encryption,
        // A cipher that authenticates what it encrypts stands in both places.
        combined ? encryption : integrity(policy.ikeIntegrity()),
        group(policy.dhGroup()));
  }

  /** R110: phase 2 of a custom policy. */
  static IpsecProposal ipsec(IpsecPolicy policy) {
    return new IpsecProposal(
        encryption(policy.ipsecEncryption()),
        integrity(policy.ipsecIntegrity()),
        policy.pfsGroup() == PfsGroup.PFS_MM ? group(policy.dhGroup()) : group(policy.pfsGroup()));
  }

  private static String encryption(IkeEncryption encryption) {
    return switch (encryption) {
      case GCM_AES256 -> GCM256;
      case GCM_AES128 -> GCM128;
      case AES256 -> AES256;
      case AES192 -> AES192;
      case AES128 -> AES128;
      case DES3 -> DES3;
      case DES -> DES;
    };
  }

  private static String integrity(IkeIntegrity integrity) {
    return switch (integrity) {
      case GCM_AES256 -> GCM256;
      case GCM_AES128 -> GCM128;
      case SHA384 -> SHA384;
      case SHA256 -> SHA256;
      case SHA1 -> SHA1;
      case MD5 -> MD5;
    };
  }

  private static int group(DhGroup group) {
    return switch (group) {
      case NONE -> 0;
      case GROUP_1 -> 1;
      case GROUP_2 -> 2;
      case GROUP_14, GROUP_2048 -> 14;
      case GROUP_24 -> 24;
      case ECP256 -> 19;
      case ECP384 -> 20;
    };
  }

  private static String encryption(IpsecEncryption encryption) {
    return switch (encryption) {
      case GCM_AES256 -> GCM256;
      case GCM_AES192 -> GCM192;
      case GCM_AES128 -> GCM128;
      case AES256 -> AES256;
      case AES192 -> AES192;
      case AES128 -> AES128;
      case DES3 -> DES3;
      case DES -> DES;
      case NONE -> NULL;
    };
  }

  private static String integrity(IpsecIntegrity integrity) {
    return switch (integrity) {
      case GCM_AES256 -> GCM256;
      case GCM_AES192 -> GCM192;
      case GCM_AES128 -> GCM128;
      case SHA256 -> SHA256;
      case SHA1 -> SHA1;
      case MD5 -> MD5;
    };
  }

  private static int group(PfsGroup group) {
    return switch (group) {
      case NONE, PFS_MM -> 0;
      case PFS_1 -> 1;
      case PFS_2 -> 2;
      case PFS_14, PFS_2048 -> 14;
      case PFS_24 -> 24;
      case ECP256 -> 19;
      case ECP384 -> 20;
    };
  }
}
