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
    String direction = a.word("direction", "inbound");
    String action = a.word("action", "allow");
    if (!direction.equals("inbound") && !direction.equals("outbound")) {
      throw new IllegalArgumentException("\"" + direction + "\" is not Inbound or Outbound");
    }
    if (!action.equals("allow") && !action.equals("block")) {
      throw new IllegalArgumentException("\"" + action + "\" is not Allow or Block");
    }
    if (a.has("enabled") && !Texts.isEnabled(a.text("enabled"))) {
      return List.of();
    }
    requireEveryProfile(a.texts("profile"));
    int protocol = Texts.protocol(a.word("protocol", "any"));
    return List.of(
        new WindowsStatement.FirewallRule(
            a.line(),
            a.has("displayname") ? a.text("displayname") : a.text("name"),
            direction.equals("inbound"),
            action.equals("allow"),
            protocol,
            icmpTypes(a),
            Texts.ports(a.texts("localport")),
            Texts.ports(a.texts("remoteport")),
            Texts.addresses(a.texts("localaddress")),
            Texts.addresses(a.texts("remoteaddress"))));
  }

  /** {@code 8}, or {@code 8:0} with a code, which a rule about echo requests does not need. */
  private static List<Integer> icmpTypes(Arguments a) {
    List<Integer> types = new ArrayList<>();
    for (String text : a.texts("icmptype")) {
      if (text.equalsIgnoreCase("any")) {
        return List.of();
      }
      int colon = text.indexOf(':');
      types.add(Texts.integer(colon < 0 ? text : text.substring(0, colon), 0, 255));
    }
    return types;
  }

  private static List<WindowsStatement> enable(Arguments a) {
    List<WindowsStatement> rules = new ArrayList<>();
    for (String parameter : List.of("name", "displayname", "displaygroup")) {
      for (String named : a.texts(parameter)) {
        if (!ECHO_RULES.contains(named.toLowerCase(Locale.ROOT))) {
          throw new UnknownRuleException("the predefined rule \"" + named + "\"");
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
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (!lower.isEmpty() && !lower.contains("any") && !lower.containsAll(PROFILES)) {
      throw new UnknownRuleException("whether " + String.join(", ", names) + " is at work");
    }
  }

  /** A rule of which it is not known here what it says, or whether it is at work. */
  static final class UnknownRuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownRuleException(String what) {
      super(what + " is not known");
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
    Boolean enabled = a.enabled("enabled");
    return enabled == null
        ? List.of()
        : List.of(new WindowsStatement.FirewallState(a.line(), enabled));
  }
}
