package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code crypto …} in global mode. */
final class CryptoLines {

  private CryptoLines() {}

  static Outcome read(Draft draft, SourceLine line) {
    if (line.negated()) {
      return Outcome.of(!line.is(1, "map"));
    }
    return switch (line.keyword(1)) {
      case "ikev2" -> ikev2(draft, line);
      case "isakmp" -> isakmp(draft, line);
      case "ipsec" -> ipsec(draft, line);
      case "keyring" -> {
        draft.open(new IkeModes.IsakmpKeyring(draft, vrfOfKeyring(line)));
        yield Outcome.of(line.count() > 2);
      }
      case "pki", "ca", "key" -> {
        draft.open(new CertificateMode(line.indent()));
        yield Outcome.UNDERSTOOD;
      }
      case "logging", "engine", "mib", "call", "provisioning", "xauth" -> Outcome.UNDERSTOOD;
      case "map",
          "dynamic-map",
          "gdoi",
          "gkm",
          "identity",
          "vpn",
          "connection",
          "wui",
          "tls-tunnel" -> {
        // "crypto map NAME" alone attaches a map to an interface.
        if (line.is(1, "map") && line.count() <= 3) {
          yield Outcome.UNKNOWN;
        }
        draft.open(new OpenBlockMode(line.indent(), Outcome.UNSUPPORTED, CRYPTO_MAP));
        yield Outcome.UNSUPPORTED;
      }
      default -> Outcome.UNKNOWN;
    };
  }

  private static final Set<String> CRYPTO_MAP =
      Set.of("match", "set", "description", "reverse-route", "qos", "client", "address", "server");

  private static @org.jspecify.annotations.Nullable String vrfOfKeyring(SourceLine line) {
    return line.is(3, "vrf") && line.count() > 4 ? line.name(4) : null;
  }

  private static Outcome ikev2(Draft draft, SourceLine line) {
    CryptoDraft crypto = draft.crypto;
    String name = line.name(3);
    int number = line.number();
    switch (line.keyword(2)) {
      case "proposal" ->
          draft.open(
              new IkeModes.Ikev2Proposal(
                  crypto.ikev2Proposals.computeIfAbsent(
                      name, key -> new CryptoDraft.ProposalDraft(key, number))));
      case "policy" ->
          draft.open(
              new IkeModes.Ikev2Policy(
                  crypto.ikev2Policies.computeIfAbsent(
                      name, key -> new CryptoDraft.PolicyDraft(key, number))));
      case "keyring" ->
          draft.open(
              new IkeModes.Ikev2Keyring(
                  draft,
                  crypto.ikev2Keyrings.computeIfAbsent(
                      name, key -> new CryptoDraft.KeyringDraft(key, number))));
      case "profile" ->
          draft.open(
              new Ikev2ProfileMode(
                  crypto.ikev2Profiles.computeIfAbsent(
                      name, key -> new CryptoDraft.ProfileDraft(key, number))));
      case "dpd",
          "nat",
          "limit",
          "http-url",
          "fragmentation",
          "cookie-challenge",
          "diagnose",
          "window",
          "certificate-cache",
          "redirect",
          "disconnect-revoked-peers",
          "reconnect" -> {
        return Outcome.UNDERSTOOD;
      }
      case "authorization", "name-mangler", "client", "cluster" -> {
        draft.open(new OpenBlockMode(line.indent(), Outcome.UNSUPPORTED));
        return Outcome.UNSUPPORTED;
      }
      default -> {
        return Outcome.UNSUPPORTED;
      }
    }
    return Outcome.of(line.count() > 3);
  }

  private static Outcome isakmp(Draft draft, SourceLine line) {
    CryptoDraft crypto = draft.crypto;
    switch (line.keyword(2)) {
      case "policy" -> {
        int priority = line.number(3, 1, 10000);
        if (priority < 0) {
          return Outcome.UNSUPPORTED;
        }
        draft.open(
            new IkeModes.IsakmpPolicy(
                crypto.isakmpPolicies.computeIfAbsent(
                    line.word(3),
                    _ -> new CryptoDraft.IsakmpPolicyDraft(priority, line.number()))));
        return Outcome.UNDERSTOOD;
      }
      case "key" -> {
        return isakmpKey(draft, line, 3, null);
      }
      case "profile" -> {
        draft.open(
            new IkeModes.IsakmpProfile(
                crypto.isakmpProfiles.computeIfAbsent(
                    line.name(3), key -> new CryptoDraft.IsakmpProfileDraft(key, line.number()))));
        return Outcome.of(line.count() > 3);
      }
      case "keepalive",
          "invalid-spi-recovery",
          "nat",
          "fragmentation",
          "diagnose",
          "enable",
          "identity",
          "default" -> {
        return Outcome.of(!line.is(2, "identity") || line.is(3, "address"));
      }
      default -> {
        return Outcome.UNSUPPORTED;
      }
    }
  }

  /** {@code key [0|6] TEXT address A [MASK]}, beginning at word {@code from}. */
  static Outcome isakmpKey(
      Draft draft, SourceLine line, int from, @org.jspecify.annotations.Nullable String vrf) {
    boolean encrypted = line.is(from, "6") && line.count() > from + 3;
    int at = encrypted || line.is(from, "0") && line.count() > from + 3 ? from + 1 : from;
    Ipv4Address address = line.address(at + 2);
    int mask = line.isAddress(at + 3) ? line.maskLength(at + 3) : 32;
    if (!line.is(at + 1, "address") || address == null || mask < 0) {
      return Outcome.UNSUPPORTED;
    }
    // 0.0.0.0 without a mask is every peer, as with 0.0.0.0 0.0.0.0.
    boolean everyone = address.bits() == 0;
    draft.crypto.isakmpKeys.add(
        new IosCrypto.IsakmpKey(
            line.number(),
            new IosCrypto.Key(line.word(at), encrypted),
            everyone ? null : address,
            everyone ? 0 : mask,
            vrf));
    return Outcome.UNDERSTOOD;
  }

  private static Outcome ipsec(Draft draft, SourceLine line) {
    CryptoDraft crypto = draft.crypto;
    switch (line.keyword(2)) {
      case "transform-set" -> {
        int at = 4;
        while (at < line.count() && !isTransform(line.keyword(at))) {
          at++;
        }
        if (at >= line.count()) {
          return Outcome.UNSUPPORTED;
        }
        String name = line.name(3, at);
        CryptoDraft.TransformSetDraft set =
            new CryptoDraft.TransformSetDraft(name, line.number(), transforms(line, at));
        crypto.transformSets.put(name, set);
        draft.open(new IkeModes.TransformSet(set));
        return Outcome.UNDERSTOOD;
      }
      case "profile" -> {
        draft.open(
            new IkeModes.IpsecProfile(
                crypto.ipsecProfiles.computeIfAbsent(
                    line.name(3), key -> new CryptoDraft.IpsecProfileDraft(key, line.number()))));
        return Outcome.of(line.count() > 3);
      }
      case "security-association", "df-bit", "fragmentation", "optional", "nat-transparency" -> {
        return Outcome.UNDERSTOOD;
      }
      default -> {
        return Outcome.UNSUPPORTED;
      }
    }
  }

  /** A key that takes the rest of the line, with or without the digit of its type. */
  static IosCrypto.Key key(SourceLine line, int from) {
    boolean typed = (line.is(from, "0") || line.is(from, "6")) && line.count() > from + 1;
    return new IosCrypto.Key(line.rest(typed ? from + 1 : from), typed && line.is(from, "6"));
  }

  private static boolean isTransform(String keyword) {
    return keyword.startsWith("esp-") || keyword.startsWith("ah-") || keyword.equals("comp-lzs");
  }

  /** Transforms with their key lengths: {@code esp-aes 256}. */
  private static List<String> transforms(SourceLine line, int from) {
    List<String> transforms = new ArrayList<>();
    for (int i = from; i < line.count(); i++) {
      if (isTransform(line.keyword(i)) || transforms.isEmpty()) {
        transforms.add(line.keyword(i));
      } else {
        transforms.add(transforms.removeLast() + " " + line.keyword(i));
      }
    }
    return transforms;
  }

  /** A certificate or key: its settings, and lines of hexadecimal digits up to {@code quit}. */
  private record CertificateMode(int indent) implements Mode {
    @Override
    public Outcome accept(SourceLine line) {
      boolean body =
          line.indent() > indent
              || HarmlessBlocks.publicKeys().contains(line.keyword(0))
              || isHexadecimal(line);
      return body ? Outcome.UNDERSTOOD : Outcome.UNKNOWN;
    }

    private static boolean isHexadecimal(SourceLine line) {
      for (int i = 0; i < line.count(); i++) {
        String word = line.word(i);
        for (int k = 0; k < word.length(); k++) {
          if (Character.digit(word.charAt(k), 16) < 0) {
            return false;
          }
        }
      }
      return true;
    }

    @Override
    public Scope scope() {
      return new Scope.Router();
    }
  }
}
