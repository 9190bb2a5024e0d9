package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.Filter.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cmdlets of the module NetNat. */
final class NatCmdlets {
  private static final int MOST_PORT = 65535;

  private NatCmdlets() {}

  static List<Cmdlet> all() {
    return List.of(
        Cmdlet.of(
            "New-NetNat",
            Signature.of("name")
                .values("internalipinterfaceaddressprefix", "externalipinterfaceaddressprefix"),
            a ->
                new WindowsStatement.NatInstance(
                    a.line(),
                    a.text("name"),
                    prefix(a, "internalipinterfaceaddressprefix"),
                    prefix(a, "externalipinterfaceaddressprefix"))),
        Cmdlet.of(
            "Add-NetNatExternalAddress",
            Signature.of("natname").values("ipaddress", "portstart", "portend"),
            NatCmdlets::externalAddress),
        Cmdlet.of(
            "Add-NetNatStaticMapping",
            Signature.of("natname")
                .values(
                    "protocol",
                    "externalipaddress",
                    "externalport",
                    "internalipaddress",
                    "internalport"),
            NatCmdlets::staticMapping));
  }

  private static @Nullable Prefix prefix(Arguments a, String name) {
    return a.has(name) ? Texts.prefix(a.text(name)) : null;
  }

  private static WindowsStatement externalAddress(Arguments a) {
    int first = a.integer("portstart", 0, MOST_PORT, 0);
    return new WindowsStatement.NatExternalAddress(
        a.line(),
        a.text("natname"),
        a.address("ipaddress"),
        new PortRange(first, a.integer("portend", first, MOST_PORT, MOST_PORT)));
  }

  private static WindowsStatement staticMapping(Arguments a) {
    String external = a.text("externalipaddress");
    // 0.0.0.0/0 is how the cmdlet writes "the address of the outside interface".
    Ipv4Address address =
        Ipv4Address.parse(
            external.endsWith("/0") ? external.substring(0, external.length() - 2) : external);
    int port = a.integer("internalport", 1, MOST_PORT, a.integer("externalport", 1, MOST_PORT));
    return new WindowsStatement.NatStaticMapping(
        a.line(),
        a.text("natname"),
        null,
        Texts.protocol(a.text("protocol")),
        address.bits() == 0 ? null : address,
        a.integer("externalport", 1, MOST_PORT),
        a.address("internalipaddress"),
        port);
  }
}
