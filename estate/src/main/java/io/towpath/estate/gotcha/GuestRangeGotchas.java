package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Interfaces of a VNet in a range that guests behind one of its machines live in. */
final class GuestRangeGotchas implements NetworkGotcha {
  private static final FindingKind OCCUPIED =
      FindingKind.warning(
          "TP6131",
          "R252",
          "An interface in the range of nested guests",
          "The subnet whose range stands for guests of a machine has to stay empty. Where a route"
              + " table sends the range to that machine, packets to such an interface go there and"
              + " are lost; elsewhere they reach it, and never a guest. And the machine's own DHCP"
              + " server does not know which addresses Azure has given away.",
          "Move the interface to another subnet, and keep the range for guests alone.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(OCCUPIED);
  }

  @Override
  public void check(NetworkContext context) {
    for (AzureNames.MachineName machine : context.names().machines().values()) {
      Node guest = context.topology().network().nodes().get(machine.name());
      if (guest == null) {
        continue;
      }
      Set<IpAddress> ofAzure = new HashSet<>();
      Set<ResourceId> networks = new HashSet<>();
      for (String name : machine.nics()) {
        context
            .names()
            .nic(name)
            .ifPresent(
                nic -> {
                  ofAzure.addAll(nic.addresses());
                  ResourceId network = networkOf(context, nic);
                  if (network != null) {
                    networks.add(network);
                  }
                });
      }
      for (Interface inner : guest.interfaces()) {
        boolean isNic = inner.addresses().stream().anyMatch(a -> ofAzure.contains(a.address()));
        for (InterfaceAddress address : isNic ? List.<InterfaceAddress>of() : inner.addresses()) {
          occupants(context, machine, inner, address.subnet(), networks);
        }
      }
    }
  }

  private static void occupants(
      NetworkContext context,
      AzureNames.MachineName host,
      Interface inner,
      Prefix range,
      Set<ResourceId> networks) {
    for (AzureNames.NicName nic : context.names().nics().values()) {
      Optional<IpAddress> inside = nic.addresses().stream().filter(range::contains).findFirst();
      ResourceId network = networkOf(context, nic);
      if (inside.isPresent()
          && network != null
          && networks.contains(network)
          && !host.nics().contains(nic.name())) {
        context.report(
            OCCUPIED.at(
                originOf(context, nic),
                "\""
                    + nic.name()
                    + "\" has "
                    + inside.get()
                    + ", in the range "
                    + range
                    + " of the guests on "
                    + inner.name()
                    + " of \""
                    + host.name()
                    + "\"."));
      }
    }
  }

  private static @Nullable ResourceId networkOf(NetworkContext context, AzureNames.NicName nic) {
    return context
        .names()
        .subnet(nic.vrf().name())
        .map(subnet -> subnet.id().parent())
        .orElse(null);
  }

  private static Origin originOf(NetworkContext context, AzureNames.NicName nic) {
    var resource = context.resources().networkInterfaces().get(nic.id());
    return resource == null ? Origin.NONE : resource.origin();
  }
}
