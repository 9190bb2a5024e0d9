package io.towpath.lab.plan;

import io.towpath.network.TunnelEnd.IkeProposal;
import io.towpath.network.TunnelEnd.IpsecProposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proposals in the words of strongSwan. Every proposal becomes one of its own: in a list such as
 * {@code aes256-aes128-sha1-sha256-modp1024} the daemon could combine what the end never offered.
 *
 * @see "strongSwan documentation: IKEv2 cipher suites"
 */
final class StrongswanWords {
  private static final Map<String, String> CIPHERS =
      new TreeMap<>(
          Map.of(
              "aes-cbc-128", "aes128",
              "aes-cbc-192", "aes192",
              "aes-cbc-256", "aes256",
              "aes-gcm-128", "aes128gcm16",
              "aes-gcm-192", "aes192gcm16",
              "aes-gcm-256", "aes256gcm16",
              "3des", "3des",
              "des", "des",
              "null", "null"));
  private static final Map<String, String> HASHES =
      new TreeMap<>(
          Map.of(
              "md5", "md5",
              "sha1", "sha1",
              "sha256", "sha256",
              "sha384", "sha384",
              "sha512", "sha512"));

  /** RFC 7296, RFC 5903 and RFC 5114 numbers. */
  private static final Map<Integer, String> GROUPS =
      new TreeMap<>(
          Map.of(
              1, "modp768",
              2, "modp1024",
              5, "modp1536",
              14, "modp2048",
              15, "modp3072",
              16, "modp4096",
              19, "ecp256",
              20, "ecp384",
              21, "ecp521",
              24, "modp2048s256"));

  /** Proposals, and those that no words exist for. */
  record Translation(List<String> words, List<String> unknown) {
    Translation {
      words = List.copyOf(words);
      unknown = List.copyOf(unknown);
    }

    /** As a list in a configuration. */
    String list() {
      return String.join(",", words);
    }
  }

  private StrongswanWords() {}

  static Translation ike(List<IkeProposal> proposals) {
    SequencedSet<String> words = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (IkeProposal p : proposals) {
      String cipher = CIPHERS.get(p.encryption());
      String group = GROUPS.get(p.dhGroup());
      // A combined cipher needs a pseudo-random function beside it; both ends get the same.
      String hash = isCombined(p.encryption()) ? "prfsha384" : HASHES.get(p.integrity());
      collect(words, unknown, join(cipher, hash, group), p);
    }
    return new Translation(List.copyOf(words), unknown);
  }

  static Translation esp(List<IpsecProposal> proposals) {
    SequencedSet<String> words = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (IpsecProposal p : proposals) {
      String cipher = CIPHERS.get(p.encryption());
      String hash = isCombined(p.encryption()) ? "" : HASHES.get(p.integrity());
      String group = p.pfsGroup() == 0 ? "" : GROUPS.get(p.pfsGroup());
      collect(words, unknown, join(cipher, hash, group), p);
    }
    return new Translation(List.copyOf(words), unknown);
  }

  private static boolean isCombined(String cipher) {
    return cipher.contains("gcm");
  }

  private static void collect(
      SequencedSet<String> words, List<String> unknown, @Nullable String text, Object proposal) {
    if (text == null) {
      unknown.add(proposal.toString());
    } else {
      words.add(text);
    }
  }

  /** Parts that are not empty; null if one of them has no word. */
  private static @Nullable String join(
      @Nullable String cipher, @Nullable String hash, @Nullable String group) {
    if (cipher == null || hash == null || group == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(cipher);
    for (String part : List.of(hash, group)) {
      if (!part.isEmpty()) {
        text.append('-').append(part);
      }
    }
    return text.toString();
  }
}
