package io.towpath.estate.file;

import io.towpath.azure.guest.GuestSettings;
import io.towpath.net.Finding;
import io.towpath.net.PacketHeader;
import io.towpath.net.document.Members;
import io.towpath.network.GuestFirewall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is said about guests of virtual machines, and the firewalls of machines. */
final class GuestReader {
  private final List<Finding> findings;

  /**
   * A reader.
   *
   * @param findings gets what is wrong beside the error that ends an entry
   */
  GuestReader(List<Finding> findings) {
    this.findings = findings;
  }

  GuestSettings.Guest read(Members m) {
    findings.addAll(m.unknown(List.of("vm", "forwards", "refuses", "firewall")));
    List<Integer> refused = new ArrayList<>();
    for (String word : m.texts("refuses")) {
      refused.add(protocol(m, "refuses", word));
    }
    Boolean forwards = m.has("forwards") ? m.bool("forwards") : null;
    if (forwards == null && !m.has("firewall")) {
      throw m.invalid("vm", "nothing is said about the guest", "Add forwards, firewall, or both.");
    }
    if (!Boolean.TRUE.equals(forwards) && !refused.isEmpty()) {
      throw m.invalid(
          "refuses", "a guest that does not forward refuses everything", "Remove refuses.");
    }
    return new GuestSettings.Guest(m.text("vm"), forwards, refused, firewall(m), m.origin());
  }

  /** The member {@code firewall} of a machine, or null. */
  @Nullable GuestFirewall firewall(Members machine) {
    if (!machine.has("firewall")) {
      return null;
    }
    Members m = machine.object("firewall");
    findings.addAll(m.unknown(List.of("allows")));
    m.required("allows");
    List<GuestFirewall.Allowance> allowed = new ArrayList<>();
    for (String text : m.texts("allows")) {
      allowed.add(allowance(m, text));
    }
    return new GuestFirewall(allowed, m.origin());
  }

  /** Reads {@code icmp}, {@code tcp} or {@code tcp:3389}. */
  private static GuestFirewall.Allowance allowance(Members m, String text) {
    int colon = text.indexOf(':');
    int protocol = protocol(m, "allows", colon < 0 ? text : text.substring(0, colon));
    if (colon < 0) {
      return new GuestFirewall.Allowance(text, protocol, List.of());
    }
    if (protocol == PacketHeader.ICMP) {
      throw m.invalid("allows", "icmp has no ports: \"" + text + "\"", "Write icmp.");
    }
    try {
      return new GuestFirewall.Allowance(
          text, protocol, List.of(NatReader.ports(text.substring(colon + 1))));
    } catch (IllegalArgumentException e) {
      throw m.invalid(
          "allows", String.valueOf(e.getMessage()), "Write PROTOCOL:PORT or PROTOCOL:FIRST-LAST.");
    }
  }

  private static int protocol(Members m, String member, String word) {
    return switch (word) {
      case "icmp" -> PacketHeader.ICMP;
      case "tcp" -> PacketHeader.TCP;
      case "udp" -> PacketHeader.UDP;
      default ->
          throw m.invalid(member, "\"" + word + "\" is not known", "Write icmp, tcp or udp.");
    };
  }
}
