package io.towpath.azure.compile;

import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.OsType;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.GuestFirewall;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Network interfaces as ports of the fabric, and virtual machines behind them: a plain host if it
 * has one interface and forwards nothing, else a node with a table of its own.
 */
final class GuestCompiler {
  private final AzureContext context;
  private final FragmentParts parts;
  private final PlacedNics placedNics;
  private final NsgFilters filters;
  private final FrontEnds frontEnds;
  private final Map<String, GuestSettings.Guest> settings;
  private final Map<HostTemplate, HostTemplate> templates = new LinkedHashMap<>();

  GuestCompiler(
      AzureContext context,
      FragmentParts parts,
      GuestSettings settings,
      NsgFilters filters,
      FrontEnds frontEnds) {
    this.frontEnds = frontEnds;
    this.settings = settings.byMachine();
    this.context = context;
    this.parts = parts;
    this.placedNics = new PlacedNics(context.resources(), context.addresses());
    this.filters = filters;
  }

  /** Writes the port of an interface, unless it is that of a private endpoint. */
  void port(NetworkInterface nic) {
    Optional<PlacedNics.PlacedNic> placed = placedNics.of(nic);
    if (placed.isEmpty() || context.resources().endpointOf(nic).isPresent()) {
      return;
    }
    String port = context.names().nic(nic.id());
    Subnet subnet = placed.get().subnet();
    String vrf = context.names().subnet(subnet);
    String domain = context.names().vnet(subnet.virtualNetwork());
    Optional<VirtualMachine> machine = context.resources().vmOf(nic);
    String guest = machine.map(vm -> context.names().machine(vm.id())).orElse(null);
    parts.fabricPorts.add(
        Interface.named(port, vrf, nic.origin())
            .link(LinkKind.FABRIC_PORT)
            // A stopped guest answers nothing and sends nothing.
            .state(
                machine.isEmpty() || machine.get().isRunning()
                    ? LinkState.UP
                    : LinkState.CARRIER_DOWN)
            .filtersIn(filters.fromGuest(nic, subnet))
            .filtersOut(filters.towardsGuest(nic, subnet))
            .owned(addressesOf(placed.get()))
            // R53: the source and destination check, off with IP forwarding.
            .checkSourceIn(!nic.enableIpForwarding())
            .checkDestinationOut(!nic.enableIpForwarding())
            .answersAllArp(true)
            .domain(domain)
            .icmpErrorClasses(AzureRouteClass.KNOWN_TO_GUEST)
            .sendsUnreachables(false)
            .sites(guest == null ? regionOf(nic) : AzureContext.sites(nic.location(), guest))
            .build());
    placed.get().addresses().forEach(address -> parts.own(domain, address, port));
    parts.affected.add(nic.id(), context.names().fabric() + ":" + port);
    parts.names.nic(
        new AzureNames.NicName(
            port,
            nic.id(),
            guest,
            new VrfRef(context.names().fabric(), vrf),
            new InterfaceRef(context.names().fabric(), port),
            placed.get().addresses()));
  }

  /** Its own, then those of front ends that float to it. */
  private List<IpAddress> addressesOf(PlacedNics.PlacedNic placed) {
    List<IpAddress> floating = frontEnds.floatingAt(placed.nic());
    return floating.isEmpty()
        ? placed.addresses()
        : Stream.concat(placed.addresses().stream(), floating.stream()).distinct().toList();
  }

  private static List<String> regionOf(NetworkInterface nic) {
    return AzureContext.sites(nic.location());
  }

  /** Writes the host or node of a machine. */
  void machine(VirtualMachine machine) {
    List<PlacedNics.PlacedNic> nics = placedNics.of(machine);
    if (nics.isEmpty()) {
      return;
    }
    String name = context.names().machine(machine.id());
    boolean configured = context.configuredGuests().contains(name);
    // R53: two switches, of the interface and of the guest.
    boolean switchedOn = nics.stream().anyMatch(placed -> placed.nic().enableIpForwarding());
    GuestSettings.Guest stated = settings.get(name);
    Boolean said = stated == null ? null : stated.forwards();
    boolean forwards = said == null ? switchedOn : said;
    boolean isHost = nics.size() == 1 && !switchedOn && !forwards && !configured;
    if (isHost) {
      parts.fragment.hosts.add(
          host(machine, name, nics.getFirst(), ownFirewall(name, nics, stated)));
    } else if (!configured) {
      List<String> passing = refusals(name, nics, stated);
      parts.fragment.nodes.add(
          server(machine, name, nics, forwards, passing, ownFirewall(name, nics, stated)));
      nics.forEach(placed -> parts.fragment.segments.add(cable(name, placed)));
    }
    if (switchedOn && said == null && !configured) {
      // R53: the guest has to forward too, which nothing in Azure says.
      parts.fragment.findings.add(
          CompilationKinds.ASSUMED_TO_FORWARD
              .at(
                  machine.origin(),
                  "The guest \""
                      + name
                      + "\" is assumed to forward packets, because one of its interfaces has"
                      + " enableIPForwarding.",
                  "")
              .affecting(List.of(name)));
    }
    parts.affected.add(machine.id(), name);
    nics.forEach(placed -> parts.affected.add(placed.nic().id(), name));
    parts.names.machine(
        new AzureNames.MachineName(
            name,
            machine.id(),
            isHost,
            nics.stream().map(placed -> context.names().nic(placed.nic().id())).toList(),
            machine.isRunning()));
  }

  private Host host(
      VirtualMachine machine, String name, PlacedNics.PlacedNic placed, Firewall firewall) {
    HostTemplate template =
        new HostTemplate(
            machine.os() == OsType.WINDOWS,
            firewall.in(),
            firewall.out(),
            Services.ASSUMED,
            AzureContext.sites(machine.location()));
    return new Host(
        name,
        addressesOf(placed),
        placed.prefix().length(),
        AzureContext.guestGateway(placed.prefix()),
        new InterfaceRef(context.names().fabric(), context.names().nic(placed.nic().id())),
        templates.computeIfAbsent(template, same -> same),
        machine.origin());
  }

  /** Names of a guest's own filters. */
  private record Firewall(List<String> in, List<String> out) {
    private static final Firewall NONE = new Firewall(List.of(), List.of());
  }

  /** R203: what a guest takes from others; everything if that is not stated. */
  private Firewall ownFirewall(
      String name, List<PlacedNics.PlacedNic> nics, GuestSettings.@Nullable Guest stated) {
    GuestFirewall firewall = stated == null ? null : stated.firewall();
    if (firewall == null) {
      return Firewall.NONE;
    }
    Filter arriving =
        firewall.arriving(name, nics.stream().flatMap(nic -> nic.addresses().stream()).toList());
    Filter leaving = firewall.leaving(name);
    parts.fragment.filters.add(arriving);
    parts.fragment.filters.add(leaving);
    return new Firewall(List.of(arriving.name()), List.of(leaving.name()));
  }

  /** What a guest does not pass on; its own packets are not concerned. Names of filters. */
  private List<String> refusals(
      String name, List<PlacedNics.PlacedNic> nics, GuestSettings.@Nullable Guest stated) {
    if (stated == null || stated.refused().isEmpty()) {
      return List.of();
    }
    List<Prefix> own =
        nics.stream().flatMap(nic -> nic.addresses().stream()).map(Prefix::host).toList();
    Filter filter =
        new Filter(
            name + " (guest)",
            Filter.Kind.GUEST_FIREWALL,
            false,
            List.of(
                rule("its own", true, List.of(), List.of(new AddressSet.Prefixes(own)), stated),
                rule("refused", false, stated.refused(), List.of(new AddressSet.Any()), stated)),
            true,
            stated.origin());
    parts.fragment.filters.add(filter);
    return List.of(filter.name());
  }

  private static Filter.Rule rule(
      String name,
      boolean permit,
      List<Integer> protocols,
      List<AddressSet> destinations,
      GuestSettings.Guest stated) {
    return new Filter.Rule(
        name,
        permit,
        protocols,
        List.of(new AddressSet.Any()),
        destinations,
        List.of(),
        List.of(),
        null,
        null,
        false,
        stated.origin());
  }

  private Node server(
      VirtualMachine machine,
      String name,
      List<PlacedNics.PlacedNic> nics,
      boolean forwards,
      List<String> passing,
      Firewall firewall) {
    List<String> arriving = new ArrayList<>(passing);
    arriving.addAll(firewall.in());
    List<Interface> interfaces = new ArrayList<>();
    for (PlacedNics.PlacedNic placed : nics) {
      interfaces.add(
          Interface.named(
                  context.names().nic(placed.nic().id()), Vrf.DEFAULT, placed.nic().origin())
              .addresses(interfaceAddresses(placed))
              .filtersIn(arriving)
              .filtersOut(firewall.out())
              .sites(AzureContext.sites(machine.location(), name))
              .build());
    }
    return Node.named(name, NodeKind.SERVER, machine.origin())
        .forwards(forwards)
        .vrfs(
            List.of(
                Vrf.router(Vrf.DEFAULT, List.of(dhcpDefault(nics.getFirst())), machine.origin())))
        .interfaces(interfaces)
        .windows(machine.os() == OsType.WINDOWS)
        .sites(AzureContext.sites(machine.location()))
        .build();
  }

  private List<InterfaceAddress> interfaceAddresses(PlacedNics.PlacedNic placed) {
    List<InterfaceAddress> addresses = new ArrayList<>(placed.interfaceAddresses());
    frontEnds
        .floatingAt(placed.nic())
        .forEach(floating -> addresses.add(new InterfaceAddress(floating, 32, true)));
    return addresses;
  }

  /** R62: DHCP gives a default route on the primary interface only. */
  private Route dhcpDefault(PlacedNics.PlacedNic primary) {
    return Route.of(
        Prefix.DEFAULT_IPV4,
        RouteClass.STATIC,
        new NextHop.Via(
            AzureContext.guestGateway(primary.prefix()),
            context.names().nic(primary.nic().id()),
            null),
        Origin.NONE);
  }

  private Segment cable(String machine, PlacedNics.PlacedNic placed) {
    String port = context.names().nic(placed.nic().id());
    return new Segment(
        machine + " " + port,
        List.of(new InterfaceRef(context.names().fabric(), port), new InterfaceRef(machine, port)),
        null,
        placed.nic().origin());
  }
}
