package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Ipv4Address;
import java.util.List;

/** Cmdlets of the modules NetTCPIP and NetAdapter: addresses, routes, interfaces. */
final class AddressCmdlets {
  /** Metric of a route that says none. */
  static final int ROUTE_METRIC = 256;

  private static final int MOST_METRIC = 65535;

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
            a ->
                new WindowsStatement.InterfaceSettings(
                    a.line(),
                    a.optionalText("interfacealias"),
                    a.enabled("forwarding"),
                    a.enabled("dhcp"),
                    a.has("interfacemetric")
                        ? a.integer("interfacemetric", 1, MOST_METRIC)
                        : null)),
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
    return new WindowsStatement.Address(
        a.line(),
        a.text("interfacealias"),
        a.address("ipaddress"),
        a.integer("prefixlength", 0, 32, 32),
        a.optionalAddress("defaultgateway"));
  }

  private static WindowsStatement route(Arguments a) {
    Ipv4Address nextHop = a.optionalAddress("nexthop");
    return new WindowsStatement.StaticRoute(
        a.line(),
        Texts.prefix(a.text("destinationprefix")),
        a.text("interfacealias"),
        // 0.0.0.0 is how Windows writes "on link".
        nextHop == null || nextHop.bits() == 0 ? null : nextHop,
        a.integer("routemetric", 0, MOST_METRIC, ROUTE_METRIC));
  }
}
