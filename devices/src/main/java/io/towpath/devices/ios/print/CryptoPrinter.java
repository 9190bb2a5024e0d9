package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.devices.print.Names;
import io.towpath.net.IpAddress;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.Crypto;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IKE and IPsec of tunnels. IKEv2 has proposals, a policy for each front-door VRF and local
 * address, and a keyring and a profile for each tunnel; IKEv1 has policies for all and keys by
 * peer.
 */
final class CryptoPrinter {
  private static final int DPD_RETRIES = 5;

  private final IosPrinting printing;
  private final Names names = new Names();
  private final Names shared = new Names();
  private final Map<String, List<IkeProposal>> policies = new HashMap<>();
  private final List<IkeProposal> isakmpPolicies = new ArrayList<>();
  private final Map<String, Secret> isakmpKeys = new HashMap<>();

  CryptoPrinter(IosPrinting printing) {
    this.printing = printing;
  }

  /** Name of the IPsec profile of a tunnel, printed with all that it rests on. */
  String profile(TunnelEnd end, Crypto crypto) {
    String name = names.free(end.name());
    if (crypto.ikeVersion() == 2) {
      ikev2(name, end, crypto);
    } else {
      isakmp(end, crypto);
    }
    List<String> sets = new ArrayList<>();
    crypto.ipsec().forEach(proposal -> sets.add(transformSet(proposal)));
    Block block = printing.text.block(Section.CRYPTO, "crypto ipsec profile " + name);
    if (sets.isEmpty()) {
      approximated(end, "phase 2 proposals", "They are not known; the router's own are offered.");
    } else {
      block.line("set transform-set " + String.join(" ", sets));
    }
    perfectForwardSecrecy(end, crypto, block);
    if (crypto.ikeVersion() == 2) {
      block.line("set ikev2-profile " + name);
    }
    if (!end.initiates() && end.remote() != null) {
      block.line("responder-only");
    }
    return name;
  }

  private void perfectForwardSecrecy(TunnelEnd end, Crypto crypto, Block block) {
    List<Integer> groups = crypto.ipsec().stream().map(IpsecProposal::pfsGroup).distinct().toList();
    if (groups.size() > 1) {
      approximated(end, "several groups for PFS", "A profile has one: the first is printed.");
    }
    if (!groups.isEmpty() && groups.getFirst() != 0) {
      block.line("set pfs group" + groups.getFirst());
    }
  }

  private String transformSet(IpsecProposal proposal) {
    String cipher = words(proposal.encryption());
    boolean authenticates = proposal.encryption().equals(proposal.integrity());
    String hash =
        authenticates || proposal.integrity().equals("none")
            ? ""
            : " esp-"
                + (proposal.integrity().equals("sha1") ? "sha" : proposal.integrity())
                + "-hmac";
    String transforms = cipher + hash;
    boolean known = shared.knows(transforms);
    String name = shared.of(transforms, "TS-" + proposal.encryption());
    if (!known) {
      printing
          .text
          .block(Section.CRYPTO, "crypto ipsec transform-set " + name + " " + transforms)
          .line("mode tunnel");
    }
    return name;
  }

  private static String words(String encryption) {
    String[] parts = encryption.split("-", -1);
    return switch (parts[0]) {
      case "aes" ->
          parts[1].equals("cbc")
              ? "esp-aes" + (parts[2].equals("128") ? "" : " " + parts[2])
              : "esp-" + parts[1] + " " + parts[2];
      default -> "esp-" + encryption;
    };
  }

  private void ikev2(String name, TunnelEnd end, Crypto crypto) {
    proposals(end, crypto);
    Block keyring = printing.text.block(Section.CRYPTO, "crypto ikev2 keyring " + name);
    Block peer = keyring.block("peer " + name);
    peer.line("address " + (end.remote() == null ? "0.0.0.0 0.0.0.0" : end.remote()));
    key(end, "local", crypto.key(), peer);
    key(end, "remote", crypto.expectedKey(), peer);
    Block profile = printing.text.block(Section.CRYPTO, "crypto ikev2 profile " + name);
    if (!end.underlayVrf().equals(Vrf.DEFAULT)) {
      profile.line("match fvrf " + end.underlayVrf());
    }
    profile.line("match identity remote " + remote(crypto.remoteIdentity()));
    if (crypto.localIdentity() != null) {
      profile.line("identity local " + identity(crypto.localIdentity()));
    }
    profile.line("authentication remote pre-share");
    profile.line("authentication local pre-share");
    profile.line("keyring local " + name);
    deadPeerDetection(end, profile);
  }

  private void key(TunnelEnd end, String side, Secret key, Block peer) {
    switch (key) {
      case Secret.Absent() -> {}
      case Secret.Known(String text) -> peer.line("pre-shared-key " + side + " " + text);
      case Secret.NotPrinted() ->
          approximated(
              end, side + " key", "Its owner does not print it: write it into the keyring.");
    }
  }

  private static String remote(@Nullable String identity) {
    if (identity == null) {
      return "any";
    }
    return isAddress(identity) ? "address " + identity + " 255.255.255.255" : "fqdn " + identity;
  }

  private static String identity(String identity) {
    return (isAddress(identity) ? "address " : "fqdn ") + identity;
  }

  private static boolean isAddress(String text) {
    try {
      return !IpAddress.parse(text).toString().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void deadPeerDetection(TunnelEnd end, Block profile) {
    Timers timers = end.timers();
    if (timers.equals(Timers.DPD)) {
      return;
    }
    long interval = timers.keepalive().toSeconds();
    long retry = timers.connectRetry().toSeconds();
    profile.line("dpd " + interval + " " + retry + " on-demand");
    if (timers.hold().toSeconds() != interval + DPD_RETRIES * retry) {
      approximated(
          end,
          "dead peer detection after " + timers.hold().toSeconds() + " s",
          "IOS-XE counts an interval and five retries.");
    }
  }

  private void proposals(TunnelEnd end, Crypto crypto) {
    String place = end.underlayVrf() + " " + end.local();
    List<IkeProposal> before = policies.putIfAbsent(place, crypto.ike());
    if (before != null) {
      if (!before.equals(crypto.ike())) {
        approximated(
            end,
            "phase 1 proposals of its own",
            "A policy holds for a local address; those of another tunnel are offered.");
      }
      return;
    }
    if (crypto.ike().isEmpty()) {
      approximated(end, "phase 1 proposals", "They are not known; the router's own are offered.");
      return;
    }
    List<String> proposalNames = new ArrayList<>();
    crypto.ike().forEach(proposal -> proposalNames.add(proposal(proposal)));
    Block policy =
        printing.text.block(Section.CRYPTO, "crypto ikev2 policy " + names.free("POLICY-" + place));
    if (!end.underlayVrf().equals(Vrf.DEFAULT)) {
      policy.line("match fvrf " + end.underlayVrf());
    }
    policy.line("match address local " + end.local());
    proposalNames.forEach(name -> policy.line("proposal " + name));
  }

  private String proposal(IkeProposal proposal) {
    boolean authenticates = proposal.encryption().contains("gcm");
    String content = proposal.toString();
    boolean known = shared.knows(content);
    String name = shared.of(content, "IKE-" + proposal.encryption() + "-" + proposal.dhGroup());
    if (!known) {
      Block block = printing.text.block(Section.CRYPTO, "crypto ikev2 proposal " + name);
      block.line("encryption " + proposal.encryption());
      block.line(authenticates ? "prf sha256" : "integrity " + proposal.integrity());
      block.line("group " + proposal.dhGroup());
    }
    return name;
  }

  private void isakmp(TunnelEnd end, Crypto crypto) {
    for (IkeProposal proposal : crypto.ike()) {
      if (!isakmpPolicies.contains(proposal)) {
        isakmpPolicies.add(proposal);
        Block block =
            printing.text.block(
                Section.CRYPTO, "crypto isakmp policy " + 10 * isakmpPolicies.size());
        block.line("encryption " + words(proposal.encryption()).substring("esp-".length()));
        block.line("hash " + (proposal.integrity().equals("sha1") ? "sha" : proposal.integrity()));
        block.line("authentication pre-share");
        block.line("group " + proposal.dhGroup());
      }
    }
    if (!crypto.ike().containsAll(isakmpPolicies)) {
      approximated(
          end, "phase 1 proposals of its own", "IKEv1 offers those of all tunnels to every peer.");
    }
    String address = end.remote() == null ? "0.0.0.0" : end.remote().toString();
    Secret before = isakmpKeys.putIfAbsent(end.underlayVrf() + " " + address, crypto.key());
    if (before != null && !before.equals(crypto.key())) {
      approximated(end, "key of its own", "IKEv1 has one key for a peer: that of another tunnel.");
    } else if (before == null && crypto.key() instanceof Secret.Known(String text)) {
      if (end.underlayVrf().equals(Vrf.DEFAULT)) {
        printing.text.line(Section.CRYPTO, "crypto isakmp key " + text + " address " + address);
      } else {
        printing
            .text
            .block(
                Section.CRYPTO,
                "crypto keyring " + names.free("KEYS") + " vrf " + end.underlayVrf())
            .line("pre-shared-key address " + address + " key " + text);
      }
    } else if (crypto.key() instanceof Secret.NotPrinted) {
      approximated(end, "key", "Its owner does not print it: write it yourself.");
    }
  }

  private void approximated(TunnelEnd end, String what, String reason) {
    printing.notes.approximated(end.origin(), what + " of tunnel " + end.name(), reason);
  }
}
