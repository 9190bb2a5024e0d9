package io.towpath.estate.file;

import io.towpath.net.InvalidInputException;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.Members;
import java.util.List;

/** Reads one failure: a name, or an object with one member that says what fails. */
final class FailureReader {
  private static final List<String> KINDS =
      List.of(
          "interface",
          "silent",
          "cable",
          "node",
          "gatewayInstance",
          "tunnel",
          "session",
          "circuit",
          "peering");

  private static final List<String> LINKS = List.of("primary", "secondary");

  private FailureReader() {}

  /**
   * Reads a failure.
   *
   * @throws InvalidInputException if it is none
   */
  static FailureSpec read(DocumentValue value, String path) {
    if (value instanceof StringValue(String text, var origin)) {
      return new FailureSpec.Named(text, origin);
    }
    Members m = Members.of(value, path);
    List<String> used = KINDS.stream().filter(m::has).toList();
    if (used.size() != 1 || !m.unknown(KINDS).isEmpty()) {
      var unknown = m.unknown(KINDS);
      if (!unknown.isEmpty()) {
        throw new InvalidInputException(unknown);
      }
      throw m.invalid(
          used.isEmpty() ? "interface" : used.getLast(),
          "a failure says exactly one thing that fails",
          "Write one of " + String.join(", ", KINDS) + ".");
    }
    return switch (used.getFirst()) {
      case "interface" -> new FailureSpec.InterfaceSpec(m.text("interface"), m.origin());
      case "silent" -> new FailureSpec.SilentSpec(m.text("silent"), m.origin());
      case "cable" -> {
        List<String> ends = pair(m, "cable");
        yield new FailureSpec.CableSpec(ends.get(0), ends.get(1), m.origin());
      }
      case "node" -> new FailureSpec.NodeSpec(m.text("node"), m.origin());
      case "gatewayInstance" -> new FailureSpec.InstanceSpec(m.text("gatewayInstance"), m.origin());
      case "tunnel" -> new FailureSpec.TunnelSpec(m.text("tunnel"), m.origin());
      case "session" -> {
        List<String> ends = pair(m, "session");
        yield new FailureSpec.SessionSpec(ends.get(0), ends.get(1), m.origin());
      }
      case "circuit" -> circuit(m);
      default -> new FailureSpec.PeeringSpec(m.text("peering"), m.origin());
    };
  }

  private static FailureSpec circuit(Members m) {
    String text = m.text("circuit");
    int slash = text.indexOf('/');
    if (slash >= 0 && !LINKS.contains(text.substring(slash + 1))) {
      throw m.invalid(
          "circuit",
          "\"" + text + "\" names no link of a circuit",
          "Write CIRCUIT/primary, CIRCUIT/secondary, or CIRCUIT for both.");
    }
    return new FailureSpec.CircuitSpec(text, m.origin());
  }

  private static List<String> pair(Members m, String name) {
    List<String> ends = m.texts(name);
    if (ends.size() != 2) {
      throw m.invalid(name, "two ends are needed", "Write " + name + ": [A, B].");
    }
    return ends;
  }
}
