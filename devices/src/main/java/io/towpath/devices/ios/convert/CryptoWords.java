package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosCrypto.Ikev2Proposal;
import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Algorithms: from the words of IOS-XE to those of the network. */
final class CryptoWords {

  private CryptoWords() {}

  /** Proposal {@code default} of IOS-XE 16 (IKEv2 smart defaults). */
  static final Ikev2Proposal DEFAULT_IKEV2 =
      new Ikev2Proposal(
          "default",
          0,
          List.of("aes-cbc-256", "aes-cbc-192", "aes-cbc-128"),
          List.of("sha512", "sha384", "sha256", "sha1", "md5"),
          List.of(),
          List.of("5", "2"));

  /** Transform set {@code default} of IOS-XE. */
  static final List<String> DEFAULT_TRANSFORMS = List.of("esp-aes", "esp-sha-hmac");

  /** Every combination that a proposal offers, in the order of its lines. */
  static List<IkeProposal> combinations(Ikev2Proposal proposal) {
    List<IkeProposal> all = new ArrayList<>();
    for (String encryption : proposal.encryption()) {
      String cipher = encryption(encryption);
      // A cipher that authenticates needs no integrity algorithm; prf stands in its place.
      List<String> integrity = cipher.contains("gcm") ? List.of(cipher) : proposal.integrity();
      for (String hash : integrity) {
        for (String group : proposal.groups()) {
          all.add(new IkeProposal(cipher, integrity(hash), group(group)));
        }
      }
    }
    return all;
  }

  /** One phase 2 proposal from the transforms of a set. */
  static IpsecProposal proposal(List<String> transforms, int pfs) {
    String cipher = "null";
    String hash = "none";
    for (String transform : transforms) {
      String name = transform.startsWith("esp-") ? transform.substring(4) : transform;
      if (name.endsWith("-hmac")) {
        hash = integrity(name.substring(0, name.length() - "-hmac".length()));
      } else if (name.startsWith("gcm") || name.startsWith("gmac")) {
        cipher = "aes-" + name.replace(' ', '-') + (name.indexOf(' ') < 0 ? "-128" : "");
        hash = cipher;
      } else {
        cipher = encryption(name);
      }
    }
    return new IpsecProposal(cipher, hash, pfs);
  }

  /** {@code aes 256}, {@code aes-cbc-256}, {@code 3des}, … */
  static String encryption(String words) {
    String word = words.toLowerCase(Locale.ROOT).strip();
    return switch (word) {
      case "aes", "aes 128" -> "aes-cbc-128";
      case "aes 192" -> "aes-cbc-192";
      case "aes 256" -> "aes-cbc-256";
      default -> word;
    };
  }

  /** {@code sha}, {@code sha256}, {@code ah-sha512}, … */
  static String integrity(String words) {
    String word = words.toLowerCase(Locale.ROOT);
    String bare = word.startsWith("ah-") ? word.substring(3) : word;
    return bare.equals("sha") ? "sha1" : bare;
  }

  /** {@code 14}, {@code group14}; 0 if it is no group. */
  static int group(String words) {
    String digits = words.startsWith("group") ? words.substring("group".length()) : words;
    return digits.matches("\\d{1,2}") ? Integer.parseInt(digits) : 0;
  }
}
