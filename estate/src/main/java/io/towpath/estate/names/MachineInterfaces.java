package io.towpath.estate.names;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which interface of a machine a question of Network Watcher is about (R242). */
public final class MachineInterfaces {
  private final EstateNames names;
  private final AzureResources resources;

  /** Interfaces of the machines of an estate. */
  public MachineInterfaces(EstateNames names, AzureResources resources) {
    this.names = names;
    this.resources = resources;
  }

  /**
   * The one interface that is meant.
   *
   * @param name a virtual machine, or a network interface itself
   * @param nic the interface as {@code --nic} names it, or null
   * @param address an address of the interface, or null
   * @param origin where the question was asked
   * @throws InvalidInputException if nothing of these names exists, or if a machine with several
   *     interfaces forwards by one and none is named (R242)
   */
  public AzureNames.NicName one(
      String name, @Nullable String nic, @Nullable IpAddress address, Origin origin) {
    List<AzureNames.NicName> all = all(name, origin);
    if (nic != null) {
      return all.stream()
          .filter(candidate -> candidate.name().equalsIgnoreCase(nic))
          .findFirst()
          .orElseThrow(() -> notOf(name, "network interface \"" + nic + "\"", all, origin));
    }
    if (address != null) {
      return all.stream()
          .filter(candidate -> candidate.addresses().contains(address))
          .findFirst()
          .orElseThrow(() -> notOf(name, "address " + address, all, origin));
    }
    if (all.size() > 1 && all.stream().anyMatch(this::forwards)) {
      throw new InvalidInputException(
          Finding.error(
                  "TP1217",
                  origin,
                  "\""
                      + name
                      + "\" has several network interfaces and forwards packets, so it is not known"
                      + " which one is meant.",
                  "Name one by --nic: " + list(all) + ".")
              .byRule("R242"));
    }
    return all.getFirst();
  }

  /** Every interface of a machine, the primary one first, or the interface of that name. */
  public List<AzureNames.NicName> all(String name, Origin origin) {
    AzureNames.MachineName machine = names.azure().machine(name).orElse(null);
    if (machine != null) {
      List<AzureNames.NicName> nics =
          machine.nics().stream().flatMap(nic -> names.azure().nic(nic).stream()).toList();
      if (!nics.isEmpty()) {
        return nics;
      }
    }
    if (names.where(name, origin) instanceof Where.Nic(AzureNames.NicName nic)) {
      return List.of(nic);
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1214",
            origin,
            "\"" + name + "\" is no virtual machine.",
            "Name a virtual machine or a network interface."));
  }

  private boolean forwards(AzureNames.NicName nic) {
    return resources
        .networkInterface(nic.id())
        .filter(NetworkInterface::enableIpForwarding)
        .isPresent();
  }

  private static InvalidInputException notOf(
      String name, String what, List<AzureNames.NicName> all, Origin origin) {
    return new InvalidInputException(
        Finding.error(
            "TP1218",
            origin,
            "\"" + name + "\" has no " + what + ".",
            "Its network interfaces are " + list(all) + "."));
  }

  private static String list(List<AzureNames.NicName> all) {
    return String.join(", ", all.stream().map(nic -> nic.name() + " " + nic.addresses()).toList());
  }
}
