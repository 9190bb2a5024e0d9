package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.FirewallRule;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows Firewall of Windows Server 2016 as Azure delivers it: what reaches the server itself must
 * be allowed by a rule, and no rule allows echo requests until somebody adds one (R203). Rules that
 * block go before rules that allow. What the server passes on is not its firewall's business.
 */
final class WindowsFirewall {
  private static final int REMOTE_DESKTOP = 3389;
  private static final int REMOTE_MANAGEMENT = 5985;
  private static final int DHCP_SERVER = 67;

  private final WindowsReading reading;

  WindowsFirewall(WindowsReading reading) {
    this.reading = reading;
  }

  /**
   * The filter for packets to the server itself; null if the firewall is off.
   *
   * @param dhcpServer it has rules of the DHCP server's role
   */
  @Nullable Filter convert(boolean dhcpServer) {
    boolean on = true;
    for (WindowsStatement.FirewallState state : reading.all(WindowsStatement.FirewallState.class)) {
      on = state.enabled();
    }
    List<Filter.Rule> blocking = new ArrayList<>();
    List<Filter.Rule> allowing = new ArrayList<>();
    for (FirewallRule said : reading.all(FirewallRule.class)) {
      if (said.inbound()) {
        (said.allow() ? allowing : blocking).addAll(rules(said));
      } else if (!said.allow()) {
        reading.unsupported(said.line(), "the outbound firewall rule \"" + said.name() + "\"");
      }
    }
    if (!on) {
      return null;
    }
    List<Filter.Rule> rules = new ArrayList<>(blocking);
    rules.addAll(allowing);
    rules.add(predefined("Remote Desktop", PacketHeader.TCP, REMOTE_DESKTOP));
    rules.add(predefined("Remote Desktop", PacketHeader.UDP, REMOTE_DESKTOP));
    rules.add(predefined("Windows Remote Management", PacketHeader.TCP, REMOTE_MANAGEMENT));
    if (dhcpServer) {
      rules.add(predefined("DHCP Server", PacketHeader.UDP, DHCP_SERVER));
    }
    // ICMP errors about the server's own packets come in anyway, so echo requests alone are named.
    rules.add(
        refuse(
            "no rule allows ICMPv4 echo requests (R203)",
            PacketHeader.ICMP,
            PacketHeader.ECHO_REQUEST));
    rules.add(refuse("no rule allows it", PacketHeader.TCP, null));
    rules.add(refuse("no rule allows it", PacketHeader.UDP, null));
    return new Filter(
        reading.node + " (Windows Firewall)",
        Filter.Kind.GUEST_FIREWALL,
        true,
        rules,
        true,
        reading.origin(1));
  }

  private List<Filter.Rule> rules(FirewallRule said) {
    List<@Nullable Integer> types = new ArrayList<>(said.icmpTypes());
    if (types.isEmpty()) {
      types.add(null);
    }
    List<Filter.Rule> rules = new ArrayList<>();
    for (Integer type : types) {
      rules.add(
          new Filter.Rule(
              "\"" + said.name() + "\"",
              said.allow(),
              said.protocol() == 0 ? List.of() : List.of(said.protocol()),
              addresses(said.remoteAddresses()),
              addresses(said.localAddresses()),
              said.remotePorts(),
              said.localPorts(),
              type,
              null,
              false,
              reading.origin(said.line())));
    }
    return rules;
  }

  private static List<AddressSet> addresses(List<Prefix> prefixes) {
    return prefixes.isEmpty()
        ? List.of(new AddressSet.Any())
        : List.of(new AddressSet.Prefixes(prefixes));
  }

  private static Filter.Rule predefined(String name, int protocol, int port) {
    return rule("\"" + name + "\"", true, protocol, List.of(new PortRange(port, port)), null);
  }

  private static Filter.Rule refuse(String why, int protocol, @Nullable Integer icmpType) {
    return rule(why, false, protocol, List.of(), icmpType);
  }

  private static Filter.Rule rule(
      String name,
      boolean permit,
      int protocol,
      List<PortRange> ports,
      @Nullable Integer icmpType) {
    return new Filter.Rule(
        name,
        permit,
        List.of(protocol),
        List.of(new AddressSet.Any()),
        List.of(new AddressSet.Any()),
        List.of(),
        ports,
        icmpType,
        null,
        false,
        Origin.NONE);
  }
}
