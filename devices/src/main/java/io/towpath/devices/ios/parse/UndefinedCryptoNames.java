package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosCrypto.Reference;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Undefined names in IKE and IPsec objects. */
final class UndefinedCryptoNames {

  private final IosConfig config;
  private final List<Remark> remarks = new ArrayList<>();

  private UndefinedCryptoNames(IosConfig config) {
    this.config = config;
  }

  static List<Remark> in(IosConfig config) {
    UndefinedCryptoNames names = new UndefinedCryptoNames(config);
    names.check(config.crypto());
    return names.remarks;
  }

  private void check(IosCrypto crypto) {
    for (IosCrypto.Ikev2Policy policy : crypto.ikev2Policies().values()) {
      vrf(policy.fvrf());
      for (Reference proposal : policy.proposals()) {
        // IOS-XE brings a proposal named "default".
        if (!proposal.name().equals("default")) {
          require(crypto.ikev2Proposals(), proposal, "IKEv2 proposal", "does not offer it");
        }
      }
    }
    for (IosCrypto.Ikev2Profile profile : crypto.ikev2Profiles().values()) {
      vrf(profile.fvrf());
      vrf(profile.ivrf());
      require(crypto.ikev2Keyrings(), profile.keyring(), "IKEv2 keyring", "authenticates no peer");
    }
    for (IosCrypto.IpsecProfile profile : crypto.ipsecProfiles().values()) {
      for (Reference set : profile.transformSets()) {
        // IOS-XE brings a transform set named "default".
        if (!set.name().equals("default")) {
          require(crypto.transformSets(), set, "transform set", "does not offer it");
        }
      }
      require(
          crypto.ikev2Profiles(),
          profile.ikev2Profile(),
          "IKEv2 profile",
          "keeps the tunnels of the IPsec profile down");
      require(
          crypto.isakmpProfiles(),
          profile.isakmpProfile(),
          "ISAKMP profile",
          "keeps the tunnels of the IPsec profile down");
    }
  }

  private void vrf(@Nullable Reference use) {
    if (use != null && !use.name().equals("any") && !config.vrfs().containsKey(use.name())) {
      remarks.add(
          UndefinedNames.undefined(
              IosKinds.UNDEFINED_VRF,
              use.line(),
              "VRF",
              use.name(),
              "refuses the line that names it",
              new Scope.Router()));
    }
  }

  private void require(
      Map<String, ?> known, @Nullable Reference use, String kind, String consequence) {
    if (use != null && !known.containsKey(use.name())) {
      remarks.add(
          UndefinedNames.undefined(
              IosKinds.UNDEFINED_CRYPTO_NAME,
              use.line(),
              kind,
              use.name(),
              consequence,
              new Scope.Router()));
    }
  }
}
