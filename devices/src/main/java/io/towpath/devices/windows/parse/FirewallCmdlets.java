package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cmdlets of the module NetSecurity. */
final class FirewallCmdlets {
  /** The predefined rule that lets echo requests of IPv4 in, by name and by display name. */
  private static final List<String> ECHO_RULES =
      List.of(
          "fps-icmp4-erq-in",
          "vm-monitoring-icmpv4",
          "file and printer sharing (echo request - icmpv4-in)",
          "virtual machine monitoring (echo request - icmpv4-in)",
          "file and printer sharing");

  private static final List<String> PROFILES = List.of("domain", "private", "public");

  private FirewallCmdlets() {}

  static List<Cmdlet> all() {
    return List.of(
        new Cmdlet(
            "New-NetFirewallRule",
            Signature.of()
                .values(
                    "displayname",
                    "name",
                    "description",
                    "group",
                    "direction",
                    "action",
                    "enabled",
                    "protocol",
                    "icmptype",
                    "localport",
                    "remoteport",
                    "localaddress",
                    "remoteaddress",
                    "profile"),
            FirewallCmdlets::rule),
        new Cmdlet(
            "Enable-NetFirewallRule",
            Signature.of("name").values("displayname", "displaygroup"),
            FirewallCmdlets::enable),
        new Cmdlet(
            "Set-NetFirewallProfile",
            Signature.of("name").values("enabled").switches("all").alias("profile", "name"),
            FirewallCmdlets::profile));
  }

  private static List<WindowsStatement> rule(Arguments a) {
    String name = a.has("displayname") ? a.text("displayname") : a.text("name");
    boolean inbound = a.oneOf("direction", "inbound", "outbound").equals("inbound");
    String action = a.oneOf("action", "allow", "block", "notconfigured");
    int protocol = a.has("protocol") ? a.value("protocol", Texts::protocol) : 0;
    WindowsStatement.FirewallRule rule =
        new WindowsStatement.FirewallRule(
            a.line(),
            name,
            inbound,
            action.equals("allow"),
            protocol,
            icmpTypes(a.texts("icmptype")),
            a.all("localport", Texts::ports),
            a.all("remoteport", Texts::ports),
            a.all("localaddress", Texts::addresses),
            a.all("remoteaddress", Texts::addresses));
    requirePortsOfTransport(rule);
    if (Boolean.FALSE.equals(a.enabled("enabled"))) {
      return List.of();
    }
    if (action.equals("notconfigured")) {
      throw new NotModelledException("what a rule without an action does");
    }
    requireEveryProfile(a.texts("profile"));
    return List.of(rule);
  }

  /** Windows takes ports for TCP and UDP alone, and types for ICMP. */
  static void requirePortsOfTransport(WindowsStatement.FirewallRule rule) {
    boolean ports = !rule.localPorts().isEmpty() || !rule.remotePorts().isEmpty();
    if (ports && rule.protocol() != PacketHeader.TCP && rule.protocol() != PacketHeader.UDP) {
      throw new IllegalArgumentException("ports need the protocol TCP or UDP");
    }
    if (!rule.icmpTypes().isEmpty()
        && rule.protocol() != PacketHeader.ICMP
        && rule.protocol() != PacketHeader.ICMPV6) {
      throw new IllegalArgumentException("a type of ICMP needs the protocol ICMPv4");
    }
  }

  /** {@code 8}, or {@code 8:0} with a code, which a rule about echo requests does not need. */
  private static List<Integer> icmpTypes(List<String> texts) {
    List<Integer> types = new ArrayList<>();
    for (String text : texts) {
      if (text.equalsIgnoreCase("any")) {
        return List.of();
      }
      int colon = text.indexOf(':');
      int type = Texts.integer(colon < 0 ? text : text.substring(0, colon), 0, 255);
      boolean everyCode =
          colon < 0
              || text.substring(colon + 1).equalsIgnoreCase("any")
              || type == PacketHeader.ECHO_REQUEST;
      if (!everyCode) {
        throw new NotModelledException("the code of the ICMP message " + text);
      }
      types.add(type);
    }
    return types;
  }

  private static List<WindowsStatement> enable(Arguments a) {
    List<WindowsStatement> rules = new ArrayList<>();
    for (String parameter : List.of("name", "displayname", "displaygroup")) {
      for (String named : a.texts(parameter)) {
        if (!ECHO_RULES.contains(named.toLowerCase(Locale.ROOT))) {
          throw new NotModelledException("the predefined rule \"" + named + "\"");
        }
        rules.add(echo(a.line(), named));
      }
    }
    return rules;
  }

  /**
   * Lets pass what holds in every profile. Which one an adapter of a virtual machine is in is known
   * only where it runs.
   *
   * @param names profiles; empty = all
   */
  static void requireEveryProfile(List<String> names) {
    List<String> lower =
        names.stream()
            .map(name -> Texts.oneOf(name, "any", "domain", "private", "public", "notapplicable"))
            .toList();
    if (!lower.isEmpty()
        && !lower.contains("any")
        && !lower.contains("notapplicable")
        && !lower.containsAll(PROFILES)) {
      throw new NotModelledException("whether " + String.join(", ", names) + " is at work");
    }
  }

  private static WindowsStatement echo(int line, String name) {
    return new WindowsStatement.FirewallRule(
        line,
        name,
        true,
        true,
        PacketHeader.ICMP,
        List.of(PacketHeader.ECHO_REQUEST),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<WindowsStatement> profile(Arguments a) {
    if (!a.isOn("all")) {
      requireEveryProfile(a.texts("name"));
    }
    if (a.word("enabled", "").equals("notconfigured")) {
      throw new NotModelledException("what the policy of a domain says");
    }
    Boolean enabled = a.enabled("enabled");
    return enabled == null
        ? List.of()
        : List.of(new WindowsStatement.FirewallState(a.line(), enabled));
  }
}
