package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import java.util.List;
import java.util.Locale;

/** Roles of the server, its name, and what routes by the registry. */
final class RoleCmdlets {
  private static final String TCPIP = "\\services\\tcpip\\parameters";

  private RoleCmdlets() {}

  static List<Cmdlet> all() {
    return List.of(
        Cmdlet.of("Install-WindowsFeature", features(), RoleCmdlets::install),
        Cmdlet.of("Add-WindowsFeature", features(), RoleCmdlets::install),
        new Cmdlet(
            "Install-RemoteAccess",
            Signature.of().values("vpntype").switches("legacy"),
            RoleCmdlets::remoteAccess),
        Cmdlet.of(
            "Rename-Computer",
            Signature.of("newname").switches("restart"),
            a -> new WindowsStatement.ComputerName(a.line(), a.text("newname"))),
        new Cmdlet(
            "Set-ItemProperty",
            Signature.of("path", "name", "value").values("type"),
            RoleCmdlets::registry));
  }

  private static Signature features() {
    return Signature.of("name")
        .switches("includemanagementtools", "includeallsubfeature", "restart")
        .values("source", "logpath");
  }

  private static WindowsStatement install(Arguments a) {
    return new WindowsStatement.Features(
        a.line(), a.texts("name").stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
  }

  private static List<WindowsStatement> remoteAccess(Arguments a) {
    String type = a.oneOf("vpntype", "vpn", "routingonly", "vpns2s", "sstpproxy");
    if (!type.equals("routingonly")) {
      throw new NotModelledException("Remote Access as " + type);
    }
    return List.of(new WindowsStatement.Routing(a.line()));
  }

  /** {@code IPEnableRouter = 1} makes every interface forward. */
  private static List<WindowsStatement> registry(Arguments a) {
    boolean router =
        a.word("name", "").equals("ipenablerouter") && a.word("path", "").endsWith(TCPIP);
    if (!router) {
      throw new NotModelledException("the registry");
    }
    return Boolean.TRUE.equals(a.enabled("value"))
        ? List.of(new WindowsStatement.Routing(a.line()))
        : List.of();
  }
}
