package io.towpath.devices.bird;

import io.towpath.devices.print.PrintNotes;
import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the steps of one printing share. For one thread. */
final class Printing {
  final Node node;
  final BirdPrinter.Options options;
  final Symbols symbols = new Symbols();
  final List<String> functions = new ArrayList<>();
  final List<String> protocols = new ArrayList<>();
  final PrintNotes notes = new PrintNotes();

  Printing(Node node, BirdPrinter.Options options) {
    this.node = node;
    this.options = options;
  }

  /** A function with this body; equal bodies are printed once. Returns its symbol. */
  String function(String prefix, String wish, String parameters, List<String> body) {
    String content = prefix + parameters + String.join("\n", body);
    String known = symbols.known(content);
    if (known != null) {
      return known;
    }
    String symbol = symbols.name(content, prefix, wish);
    StringBuilder text = new StringBuilder();
    text.append("function ").append(symbol).append('(').append(parameters).append(")\n{\n");
    body.forEach(line -> text.append("  ").append(line).append('\n'));
    functions.add(text.append("}\n").toString());
    return symbol;
  }

  /** The interface whose subnet has the address, or null. */
  @Nullable Interface connected(IpAddress address) {
    for (Interface iface : node.interfaces()) {
      for (InterfaceAddress own : iface.addresses()) {
        if (own.subnet().contains(address)) {
          return iface;
        }
      }
    }
    return null;
  }

  /** The own address in the subnet of another one, or null. */
  @Nullable IpAddress ownAddressBeside(IpAddress address) {
    Interface iface = connected(address);
    if (iface != null) {
      for (InterfaceAddress own : iface.addresses()) {
        if (own.subnet().contains(address)) {
          return own.address();
        }
      }
    }
    return null;
  }

  /** Names of interfaces that lead into tunnels, in the order of the node. */
  List<String> tunnelInterfaces() {
    return node.interfaces().stream()
        .filter(
            iface ->
                iface.link() == LinkKind.TUNNEL
                    || node.tunnels().stream().anyMatch(end -> end.iface().equals(iface.name())))
        .map(Interface::name)
        .toList();
  }
}
