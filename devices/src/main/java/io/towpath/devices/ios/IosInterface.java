package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import io.towpath.network.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An interface with its statements in the order of the file.
 *
 * @param name canonical name, such as {@code TenGigabitEthernet0/0/0.300}
 * @param line line of the first header
 * @param statements what its lines say
 */
public record IosInterface(String name, int line, List<InterfaceStatement> statements) {

  public IosInterface {
    statements = List.copyOf(statements);
  }

  /** The same with what DHCP gives behind {@code ip address dhcp}. */
  IosInterface withLease(List<InterfaceAddress> lease) {
    List<InterfaceStatement> served = new ArrayList<>();
    for (InterfaceStatement statement : statements) {
      served.add(statement);
      if (statement instanceof InterfaceStatement.DhcpAddress(int at)) {
        for (InterfaceAddress leased : lease) {
          if (leased.address() instanceof Ipv4Address address) {
            served.add(
                new InterfaceStatement.Address(at, address, leased.length(), leased.secondary()));
          }
        }
      }
    }
    return new IosInterface(name, line, served);
  }

  /** True for {@code Parent.N}. */
  public boolean isSubinterface() {
    return name.indexOf('.') >= 0;
  }

  /** Name of the interface that carries a sub-interface; its own name otherwise. */
  public String parent() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
