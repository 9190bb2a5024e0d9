package io.towpath.azure.compile;

import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.assignment.AssignedEntries;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.IpAddress;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Azure gives a guest that is configured elsewhere: the ports of its machine and, by DHCP,
 * addresses and the default gateway (R5, R62).
 *
 * @param machine name of the virtual machine
 * @param nics its interfaces in the order of the guest's adapters, the primary one first
 * @param sites names for latency
 */
public record GuestAttachment(String machine, List<Nic> nics, List<String> sites) {
  public GuestAttachment {
    nics = List.copyOf(nics);
    sites = List.copyOf(sites);
  }

  /**
   * What the machines of all clouds give their guests.
   *
   * @return by name of the machine, found without case; machines without a usable interface are
   *     left out
   */
  public static SortedMap<String, GuestAttachment> of(
      List<CloudResources> clouds, AssignedAddresses assigned) {
    ElementNames everywhere =
        ElementNames.of(clouds.stream().map(CloudResources::resources).toList());
    AssignedEntries entries = new AssignedEntries(clouds, assigned);
    SortedMap<String, GuestAttachment> machines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (CloudResources cloud : clouds) {
      AzureResources resources = cloud.resources();
      ElementNames names = everywhere.in(cloud.cloud());
      PlacedNics placed =
          new PlacedNics(
              resources, new PlatformAddresses(AddressAssignment.of(resources, entries.of(cloud))));
      for (VirtualMachine machine : resources.virtualMachines().values()) {
        String name = names.machine(machine.id());
        List<Nic> nics = placed.of(machine).stream().map(nic -> nic(names, nic)).toList();
        if (!nics.isEmpty()) {
          machines.put(
              name, new GuestAttachment(name, nics, AzureContext.sites(machine.location(), name)));
        }
      }
    }
    return Collections.unmodifiableSortedMap(machines);
  }

  private static Nic nic(ElementNames names, PlacedNics.PlacedNic placed) {
    String name = names.nic(placed.nic().id());
    return new Nic(
        name,
        new InterfaceRef(names.fabric(), name),
        placed.interfaceAddresses(),
        AzureContext.guestGateway(placed.prefix()));
  }

  /**
   * One interface.
   *
   * @param port the fabric's port, which the guest's interface is cabled to
   * @param addresses primary first, with the length of the subnet
   * @param gateway default gateway of the subnet: base + 1
   */
  public record Nic(
      String name, InterfaceRef port, List<InterfaceAddress> addresses, IpAddress gateway) {
    public Nic {
      addresses = List.copyOf(addresses);
    }
  }
}
