package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.StandardRules;
import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.FirewallRule;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows Firewall of Windows Server 2016 as Azure delivers it: what reaches the server itself must
 * be allowed by a rule (R203). Rules that block go before rules that allow. What the server passes
 * on is not its firewall's business.
 */
final class WindowsFirewall {
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
    rules.addAll(StandardRules.of(dhcpServer));
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
}
