package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Ipv4Address;
import java.util.List;

/** Cmdlets of the modules NetTCPIP and NetAdapter: addresses, routes, interfaces. */
final class AddressCmdlets {
  /** Metric of a route that says none. */
  static final int ROUTE_METRIC = 256;

  private static final int MOST_METRIC = 65535;
  private static final String TRUE = "true";
  private static final String FALSE = "false";

  private AddressCmdlets() {}

  static List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "New-NetIPAddress",
            Signature.of("ipaddress")
                .values(
                    "interfacealias",
                    "prefixlength",
                    "defaultgateway",
                    "type",
                    "policystore",
                    "skipassource")
                .alias("ifalias", "interfacealias")
                .alias("localaddress", "ipaddress"),
            AddressCmdlets::address),
        Cmdlet.of(
            "Set-NetIPInterface",
            Signature.of("interfacealias")
                .values("forwarding", "dhcp", "interfacemetric", "automaticmetric", "policystore")
                .alias("ifalias", "interfacealias"),
            AddressCmdlets::settings),
        Cmdlet.of(
            "New-NetRoute",
            Signature.of("destinationprefix")
                .values(
                    "interfacealias",
                    "nexthop",
                    "routemetric",
                    "policystore",
                    "publish",
                    "protocol")
                .alias("ifalias", "interfacealias"),
            AddressCmdlets::route),
        Cmdlet.of(
            "Rename-NetAdapter",
            Signature.of("name", "newname")
                .alias("ifalias", "name")
                .alias("interfacealias", "name"),
            a -> new WindowsStatement.AdapterName(a.line(), a.text("name"), a.text("newname"))));
  }

  private static WindowsStatement address(Arguments a) {
    String type = a.oneOf("type", "unicast", "anycast");
    if (type.equals("anycast") || a.oneOf("skipassource", FALSE, TRUE).equals(TRUE)) {
      throw new NotModelledException("which source address Windows chooses");
    }
    return new WindowsStatement.Address(
        a.line(),
        a.text("interfacealias"),
        a.value("ipaddress", Texts::host),
        a.integer("prefixlength", 0, 32, 32),
        a.optionalAddress("defaultgateway"));
  }

  private static WindowsStatement settings(Arguments a) {
    Boolean automatic = a.enabled("automaticmetric");
    Integer metric =
        a.has("interfacemetric")
            ? Integer.valueOf(a.integer("interfacemetric", 1, MOST_METRIC))
            : null;
    return new WindowsStatement.InterfaceSettings(
        a.line(),
        a.optionalText("interfacealias"),
        a.enabled("forwarding"),
        a.enabled("dhcp"),
        Boolean.TRUE.equals(automatic)
            ? Integer.valueOf(WindowsStatement.InterfaceSettings.AUTOMATIC)
            : metric);
  }

  private static WindowsStatement route(Arguments a) {
    Ipv4Address nextHop = a.optionalAddress("nexthop");
    return new WindowsStatement.StaticRoute(
        a.line(),
        a.value("destinationprefix", Texts::prefix),
        a.text("interfacealias"),
        // 0.0.0.0 is how Windows writes "on link".
        nextHop == null || nextHop.bits() == 0 ? null : nextHop,
        a.integer("routemetric", 0, MOST_METRIC, ROUTE_METRIC));
  }
}
