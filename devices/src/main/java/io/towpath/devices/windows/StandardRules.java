package io.towpath.devices.windows;

import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what arrives that Windows Firewall has before anybody adds one: remote desktop and
 * management, those of the roles, and nothing else, whatever its protocol. Answers to what the
 * server opened itself, and errors about it, need no rule.
 */
public final class StandardRules {
  private static final int REMOTE_DESKTOP = 3389;
  private static final int REMOTE_MANAGEMENT = 5985;
  private static final int DHCP_SERVER = 67;

  private StandardRules() {}

  /**
   * The rules, which stand behind those of the administrator.
   *
   * @param dhcpServer it has those of the DHCP server's role
   */
  public static List<Filter.Rule> of(boolean dhcpServer) {
    List<Filter.Rule> rules = new ArrayList<>();
    rules.add(predefined("Remote Desktop", PacketHeader.TCP, REMOTE_DESKTOP));
    rules.add(predefined("Remote Desktop", PacketHeader.UDP, REMOTE_DESKTOP));
    rules.add(predefined("Windows Remote Management", PacketHeader.TCP, REMOTE_MANAGEMENT));
    if (dhcpServer) {
      rules.add(predefined("DHCP Server", PacketHeader.UDP, DHCP_SERVER));
    }
    rules.add(
        rule(
            "no rule allows ICMPv4 echo requests (R203)",
            false,
            List.of(PacketHeader.ICMP),
            List.of(),
            PacketHeader.ECHO_REQUEST));
    rules.add(rule("no rule allows it", false, List.of(), List.of(), null));
    return rules;
  }

  private static Filter.Rule predefined(String name, int protocol, int port) {
    return rule(
        "\"" + name + "\"", true, List.of(protocol), List.of(new PortRange(port, port)), null);
  }

  private static Filter.Rule rule(
      String name,
      boolean permit,
      List<Integer> protocols,
      List<PortRange> ports,
      @Nullable Integer icmpType) {
    return new Filter.Rule(
        name,
        permit,
        protocols,
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
