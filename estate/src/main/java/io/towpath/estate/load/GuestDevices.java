package io.towpath.estate.load;

import io.towpath.azure.compile.GuestAttachment;
import io.towpath.net.AddressFamily;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device as the guest of a virtual machine: its interfaces are the machine's, and where its
 * configuration leaves the address to DHCP, Azure's DHCP gives it (R5, R62).
 *
 * <p>Interfaces and NICs are matched in this order: an interface that has an address of the NIC;
 * the interface that the operating system gives the adapter at that place, {@code eth0}, {@code
 * GigabitEthernet1} or {@code Ethernet} being the first. Of the latter kind one is made if the
 * configuration has none.
 */
final class GuestDevices {
  /**
   * How an operating system takes what DHCP gives.
   *
   * @param first name of the first adapter
   * @param further beginning of the names of further ones
   * @param firstNumber number of the first further adapter
   * @param addressesHidden addresses come from the system, whose configuration is not the device's
   * @param alwaysAsks it takes the default route even if an address is written down
   * @param routeClass class of the default route
   * @param distance distance of the default route
   * @param metric metric of the default route
   */
  record GuestSystem(
      String first,
      String further,
      int firstNumber,
      boolean addressesHidden,
      boolean alwaysAsks,
      String routeClass,
      int distance,
      long metric) {
    /** A default route that DHCP gave to IOS-XE is the last resort. */
    static final GuestSystem IOS_XE =
        new GuestSystem(
            "GigabitEthernet1", "GigabitEthernet", 2, false, false, RouteClass.STATIC, 254, 0);

    /**
     * zebra puts a route that the kernel of Linux has already before all others, and redistributes
     * it under its own name only.
     */
    static final GuestSystem LINUX = new GuestSystem("eth0", "eth", 1, true, true, "kernel", 0, 0);

    /**
     * Windows, where metrics decide.
     *
     * @param metric metric of the default route
     */
    static GuestSystem windows(int distance, long metric) {
      return new GuestSystem(
          "Ethernet", "Ethernet ", 2, false, false, RouteClass.STATIC, distance, metric);
    }

    /** Name of the adapter at a place. */
    String adapter(int index) {
      return index == 0 ? first : further + (firstNumber + index - 1);
    }
  }

  private final GuestAttachment machine;
  private final Node device;
  private final GuestSystem system;
  private final Map<String, Interface> interfaces = new LinkedHashMap<>();
  private final List<Segment> segments = new ArrayList<>();
  private @Nullable Route dhcpDefault;
  private String dhcpVrf = Vrf.DEFAULT;

  private GuestDevices(GuestAttachment machine, Node device, GuestSystem system) {
    this.machine = machine;
    this.device = device;
    this.system = system;
    device.interfaces().forEach(iface -> interfaces.put(iface.name(), iface));
  }

  /**
   * Puts a device into its machine.
   *
   * @param fragment the device alone: one node with the name of the machine
   * @param system how its system names adapters and takes leases
   */
  static Fragment attach(GuestAttachment machine, Fragment fragment, GuestSystem system) {
    Node device = fragment.nodes().getFirst();
    GuestDevices guest = new GuestDevices(machine, device, system);
    guest.plug();
    Fragment.Builder attached = fragment.toBuilder();
    attached.nodes.set(0, guest.attached());
    attached.segments.addAll(guest.segments);
    return attached.build();
  }

  /**
   * What DHCP gives the adapters of IOS-XE or Windows, by interface: the primary address. Further
   * ones stand in the configuration, or the device does not have them; those of Linux stand where
   * FRR's does not show them.
   */
  static Map<String, List<InterfaceAddress>> leases(GuestAttachment machine, GuestSystem system) {
    Map<String, List<InterfaceAddress>> leases = new LinkedHashMap<>();
    for (int i = 0; i < machine.nics().size(); i++) {
      leases.put(
          system.adapter(i),
          machine.nics().get(i).addresses().stream().filter(own -> !own.secondary()).toList());
    }
    return leases;
  }

  private void plug() {
    Map<GuestAttachment.Nic, String> plugged = new LinkedHashMap<>();
    for (GuestAttachment.Nic nic : machine.nics()) {
      interfaces.values().stream()
          .filter(iface -> sharesAddress(iface, nic))
          .findFirst()
          .ifPresent(iface -> plugged.put(nic, iface.name()));
    }
    for (int i = 0; i < machine.nics().size(); i++) {
      GuestAttachment.Nic nic = machine.nics().get(i);
      String name = plugged.getOrDefault(nic, system.adapter(i));
      if (!plugged.containsKey(nic) && plugged.containsValue(name)) {
        throw contradiction(nic, name);
      }
      plugged.put(nic, name);
      plug(nic, name, i == 0);
    }
  }

  private static boolean sharesAddress(Interface iface, GuestAttachment.Nic nic) {
    return iface.addresses().stream()
        .anyMatch(own -> nic.addresses().stream().anyMatch(a -> a.address().equals(own.address())));
  }

  private void plug(GuestAttachment.Nic nic, String name, boolean primary) {
    Interface configured = interfaces.get(name);
    boolean byDhcp =
        configured == null
            || configured.dhcp()
            // Addresses of Linux come from the system, whose configuration FRR does not show.
            || system.addressesHidden()
                && configured.addresses().isEmpty()
                && configured.unnumbered() == null;
    // An interface without any address is plugged in and silent.
    if (!byDhcp
        && configured != null
        && !configured.addresses().isEmpty()
        && !sharesAddress(configured, nic)) {
      throw contradiction(nic, name);
    }
    Interface base =
        configured != null
            ? configured
            : Interface.named(name, Vrf.DEFAULT, device.origin()).build();
    // What IOS-XE was leased is in its configuration by now.
    boolean given = byDhcp && base.addresses().isEmpty();
    interfaces.put(
        name, given ? base.toBuilder().addresses(nic.addresses()).dhcp(true).build() : base);
    segments.add(
        new Segment(
            machine.machine() + " " + nic.name(),
            List.of(nic.port(), new InterfaceRef(device.name(), name)),
            null,
            device.origin()));
    // R62: the primary interface alone gets a default route; a Linux guest keeps asking for it
    // whatever FRR is told.
    if (primary && (byDhcp || system.alwaysAsks())) {
      dhcpVrf = base.vrf();
      dhcpDefault =
          new Route(
              Prefix.DEFAULT_IPV4,
              system.routeClass(),
              new NextHop.Via(nic.gateway(), name, null),
              system.distance(),
              system.metric(),
              0,
              null,
              null,
              device.origin());
    }
  }

  private Node attached() {
    List<Vrf> vrfs = new ArrayList<>();
    for (Vrf vrf : device.vrfs()) {
      vrfs.add(dhcpDefault != null && vrf.name().equals(dhcpVrf) ? with(vrf, dhcpDefault) : vrf);
    }
    List<String> sites = new ArrayList<>(machine.sites());
    device.sites().stream().filter(site -> !sites.contains(site)).forEach(sites::add);
    return device.toBuilder()
        .vrfs(vrfs)
        .interfaces(List.copyOf(interfaces.values()))
        .sites(sites)
        .build();
  }

  private static Vrf with(Vrf vrf, Route route) {
    List<Route> routes = new ArrayList<>(vrf.routes());
    routes.add(route);
    return vrf.withRoutes(routes);
  }

  private InvalidInputException contradiction(GuestAttachment.Nic nic, String name) {
    Interface configured = interfaces.get(name);
    Origin origin = configured == null ? device.origin() : configured.origin();
    return new InvalidInputException(
        Finding.error(
            "TP1107",
            origin,
            "The interface "
                + name
                + " of \""
                + device.name()
                + "\" has none of the addresses of the NIC \""
                + nic.name()
                + "\", "
                + nic.addresses().stream()
                    .filter(a -> a.address().family() == AddressFamily.IPV4)
                    .map(a -> a.address().toString())
                    .toList()
                + ".",
            "Give it the NIC's address, or leave it to DHCP."));
  }
}
