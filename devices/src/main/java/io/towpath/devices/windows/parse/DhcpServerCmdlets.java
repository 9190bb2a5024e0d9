package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.List;

/** Cmdlets of the DHCP server. */
final class DhcpServerCmdlets {
  private DhcpServerCmdlets() {}

  static List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "Add-DhcpServerv4Scope",
            Signature.of("startrange", "endrange", "subnetmask")
                .values("name", "description", "state", "leaseduration", "type", "delay"),
            DhcpServerCmdlets::scope),
        Cmdlet.of(
            "Set-DhcpServerv4OptionValue",
            Signature.of().values("scopeid", "router", "dnsserver", "dnsdomain"),
            a ->
                new WindowsStatement.DhcpOptions(
                    a.line(),
                    a.optionalAddress("scopeid"),
                    a.addresses("router"),
                    a.addresses("dnsserver"))),
        Cmdlet.of(
            "Add-DhcpServerv4Reservation",
            Signature.of("scopeid", "ipaddress", "clientid").values("name", "description", "type"),
            DhcpServerCmdlets::reservation),
        Cmdlet.of(
            "Add-DhcpServerv4ExclusionRange",
            Signature.of("scopeid", "startrange", "endrange"),
            DhcpServerCmdlets::exclusion),
        // Registering a server in Active Directory and its security groups move no packet.
        new Cmdlet("Add-DhcpServerInDC", Signature.of("dnsname", "ipaddress"), a -> List.of()),
        new Cmdlet("Add-DhcpServerSecurityGroup", Signature.of("computername"), a -> List.of()));
  }

  private static String name(Arguments a) {
    return a.has("name") ? a.text("name") : "";
  }

  /** What is for BOOTP alone serves nobody who asks by DHCP. */
  private static void requireDhcp(Arguments a) {
    if (a.oneOf("type", "dhcp", "both", "bootp").equals("bootp")) {
      throw new NotModelledException("BOOTP");
    }
  }

  private static WindowsStatement reservation(Arguments a) {
    requireDhcp(a);
    a.text("clientid");
    return new WindowsStatement.DhcpReservation(
        a.line(), a.address("scopeid"), a.address("ipaddress"), name(a));
  }

  private static WindowsStatement exclusion(Arguments a) {
    Ipv4Address first = a.address("startrange");
    Ipv4Address last = a.address("endrange");
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(first + " to " + last + " is no range");
    }
    return new WindowsStatement.DhcpExclusion(a.line(), a.address("scopeid"), first, last);
  }

  private static WindowsStatement scope(Arguments a) {
    Ipv4Address first = a.address("startrange");
    Ipv4Address last = a.address("endrange");
    int length = a.value("subnetmask", Texts::length);
    boolean active = a.oneOf("state", "active", "inactive").equals("active");
    requireDhcp(a);
    if (!new Prefix(first, length).contains(last) || first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          first + " to " + last + " is no range of one subnet with the mask of /" + length);
    }
    return new WindowsStatement.DhcpScope(a.line(), name(a), first, last, length, active);
  }
}
