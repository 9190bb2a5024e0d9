package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cmdlets of the modules NetTCPIP and NetAdapter: addresses, routes, interfaces. */
final class AddressCmdlets {
  /** Metric of a route that says none. */
  static final int ROUTE_METRIC = 256;

  private static final int MOST_METRIC = 65535;
  private static final int MOST_INTERFACE_METRIC = 999_999_999;
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
        new Cmdlet(
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

  /** One statement for each name; none = every interface. */
  private static List<WindowsStatement> settings(Arguments a) {
    Integer metric =
        a.has("interfacemetric")
            ? Integer.valueOf(a.integer("interfacemetric", 0, MOST_INTERFACE_METRIC))
            : null;
    if (Boolean.TRUE.equals(a.enabled("automaticmetric"))) {
      metric = WindowsStatement.InterfaceSettings.AUTOMATIC;
    }
    List<@Nullable String> names = new ArrayList<>(a.texts("interfacealias"));
    if (names.isEmpty()) {
      names.add(null);
    }
    List<WindowsStatement> settings = new ArrayList<>();
    for (String name : names) {
      settings.add(
          new WindowsStatement.InterfaceSettings(
              a.line(), name, a.enabled("forwarding"), a.enabled("dhcp"), metric));
    }
    return settings;
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
