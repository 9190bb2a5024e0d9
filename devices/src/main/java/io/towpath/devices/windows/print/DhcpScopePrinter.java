package io.towpath.devices.windows.print;

import io.towpath.devices.windows.print.ScriptText.Command;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Services.Range;
import io.towpath.network.Services.Reservation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Scopes of the DHCP server. */
final class DhcpScopePrinter {
  private final WindowsPrinting printing;
  private int reservations;

  DhcpScopePrinter(WindowsPrinting printing) {
    this.printing = printing;
  }

  void print() {
    printing.node.services().dhcpScopes().forEach(this::print);
  }

  private void print(DhcpScope scope) {
    if (!(scope.first() instanceof Ipv4Address)) {
      printing.notes.absent(
          scope.origin(), "the DHCP scope " + scope.subnet(), "Only IPv4 is printed.");
      return;
    }
    IpAddress id = scope.subnet().network();
    printing.text.section("DHCP scope");
    Command command =
        new Command("Add-DhcpServerv4Scope")
            .with("StartRange", scope.first())
            .with("EndRange", scope.last())
            .with("SubnetMask", new Ipv4Address(Ipv4Address.mask(scope.subnet().length())));
    printing.text.add(scope.name().isEmpty() ? command : command.named("Name", scope.name()));
    options(scope, id);
    for (Range range : scope.excluded()) {
      printing.text.add(
          new Command("Add-DhcpServerv4ExclusionRange")
              .with("ScopeId", id)
              .with("StartRange", range.first())
              .with("EndRange", range.last()));
    }
    for (Reservation kept : scope.reserved()) {
      Command reservation =
          new Command("Add-DhcpServerv4Reservation")
              .with("ScopeId", id)
              .with("IPAddress", kept.address())
              .with("ClientId", hardwareAddress(++reservations));
      printing.text.add(
          kept.client().isEmpty() ? reservation : reservation.named("Name", kept.client()));
      printing.notes.approximated(
          scope.origin(),
          "the reservation of " + kept.address(),
          "The hardware address of the client is not known; the one in the script is a stand-in.");
    }
  }

  private void options(DhcpScope scope, IpAddress id) {
    List<IpAddress> names = scope.dnsServers();
    if (scope.router() == null && names.isEmpty()) {
      return;
    }
    Command options = new Command("Set-DhcpServerv4OptionValue").with("ScopeId", id);
    if (scope.router() != null) {
      options.with("Router", scope.router());
    }
    if (!names.isEmpty()) {
      String list = names.stream().map(IpAddress::toString).collect(Collectors.joining(", "));
      options.with("DnsServer", list).on("Force");
    }
    printing.text.add(options);
  }

  /** An address of the range that is for local use. */
  private static String hardwareAddress(int number) {
    String hex = String.format(Locale.ROOT, "%08x", number);
    return "02-00-"
        + hex.substring(0, 2)
        + "-"
        + hex.substring(2, 4)
        + "-"
        + hex.substring(4, 6)
        + "-"
        + hex.substring(6);
  }
}
