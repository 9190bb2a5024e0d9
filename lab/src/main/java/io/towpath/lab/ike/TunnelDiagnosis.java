package io.towpath.lab.ike;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Why a tunnel is down, from the log of its IKE daemon: the last line that names a cause, and the
 * code of that cause in the network model.
 *
 * @param cause a code of {@code io.towpath.routing.live.TunnelCause}, or {@code
 *     authenticationFailed} at an end that was refused; empty if no line says
 * @param line the daemon's own line; empty if none says
 */
public record TunnelDiagnosis(String cause, String line) {
  private static final int TAIL_BYTES = 32 * 1024;

  /** The peer refused without saying whether key or identity is wrong. */
  private static final String REFUSED = "authenticationFailed";

  /** Nothing is known. */
  static final TunnelDiagnosis NONE = new TunnelDiagnosis("", "");

  /** What charon 5.9 prints, with what it means. The more telling of two lines stands first. */
  private record Sign(String words, String cause) {}

  private static final List<Sign> SIGNS =
      List.of(
          new Sign("MAC mismatched", "preSharedKeyMismatch"),
          new Sign("no matching peer config found", "identityMismatch"),
          new Sign("constraint check failed", "identityMismatch"),
          new Sign("no IKE config found", "protocolMismatch"),
          new Sign("TS_UNACCEPTABLE", "selectorMismatch"),
          new Sign("no CHILD_SA built", "ipsecProposalMismatch"),
          new Sign("no acceptable proposal found", "ipsecProposalMismatch"),
          new Sign("received proposals unacceptable", "ikeProposalMismatch"),
          new Sign("received NO_PROPOSAL_CHOSEN", "ikeProposalMismatch"),
          new Sign("received AUTHENTICATION_FAILED", REFUSED),
          new Sign("giving up after", "underlayUnreachable"));

  /**
   * What two ends say together. The end that refuses knows why; the other one is only told that
   * authentication failed, or that no proposal was chosen.
   */
  public static TunnelDiagnosis of(TunnelStatus a, TunnelStatus b) {
    for (Sign sign : SIGNS) {
      for (TunnelStatus status : List.of(a, b)) {
        if (status.cause().equals(sign.cause())) {
          return new TunnelDiagnosis(
              sign.cause().equals(REFUSED) ? "preSharedKeyMismatch" : sign.cause(), status.line());
        }
      }
    }
    return NONE;
  }

  /** The last line of a file; empty if there is none. */
  static String lastLine(Path file) {
    List<String> lines = tail(file).lines().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty() ? "" : lines.getLast().strip();
  }

  /** Reads the end of a log. */
  static TunnelDiagnosis of(Path log) {
    List<String> lines = tail(log).lines().toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      for (Sign sign : SIGNS) {
        if (lines.get(i).contains(sign.words())) {
          return new TunnelDiagnosis(sign.cause(), lines.get(i).strip());
        }
      }
    }
    return NONE;
  }

  private static String tail(Path file) {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, access.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (access.length() - from)];
      access.seek(from);
      access.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
