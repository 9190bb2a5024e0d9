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
    return a.has(name) ? a.value(name, NatCmdlets::range) : null;
  }

  /** A range by any address in it. */
  private static Prefix range(String text) {
    if (text.indexOf('/') < 0) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length");
    }
    Prefix prefix = Prefix.parse(text);
    Texts.address(prefix.network().toString());
    return prefix;
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
    // 0.0.0.0/0 is how the cmdlet writes "the address of the outside interface".
    Ipv4Address address =
        a.value(
            "externalipaddress",
            text ->
                Texts.address(text.endsWith("/0") ? text.substring(0, text.length() - 2) : text));
    int port = a.integer("internalport", 1, MOST_PORT, a.integer("externalport", 1, MOST_PORT));
    return new WindowsStatement.NatStaticMapping(
        a.line(),
        a.text("natname"),
        null,
        a.value("protocol", text -> Texts.protocol(Texts.oneOf(text, "tcp", "udp"))),
        address.bits() == 0 ? null : address,
        a.integer("externalport", 1, MOST_PORT),
        a.address("internalipaddress"),
        port);
  }
}
