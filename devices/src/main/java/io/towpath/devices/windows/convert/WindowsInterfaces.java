package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.SwitchType;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Nearest;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The network adapters of a server and its interfaces on virtual switches, with their addresses and
 * the static routes over them. Names are compared without case, as Windows does.
 */
final class WindowsInterfaces {
  /**
   * Interface metric where nothing sets one: the automatic metric of an adapter of 10 Gbit/s. All
   * interfaces without a metric of their own have it, so that it decides nothing between them.
   */
  static final int AUTOMATIC_METRIC = 15;

  /** Metric of a default gateway that is written with an address. */
  private static final int GATEWAY_METRIC = 256;

  /** All routes of a server compare by their metrics alone. */
  static final int DISTANCE = 1;

  private final WindowsReading reading;
  private final boolean adaptersKnown;
  private final SortedMap<String, Draft> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<Draft> inOrder = new ArrayList<>();

  /** An interface that may still change. */
  static final class Draft {
    final String name;
    private final int line;
    private final List<InterfaceAddress> leased;
    private final List<InterfaceAddress> written = new ArrayList<>();
    private boolean dhcp;
    private int metric = AUTOMATIC_METRIC;
    boolean forwards;
    NatSide natSide = NatSide.NONE;

    private Draft(String name, int line, List<InterfaceAddress> leased, boolean dhcp) {
      this.name = name;
      this.line = line;
      this.leased = leased;
      this.dhcp = dhcp;
    }

    List<InterfaceAddress> addresses() {
      return dhcp ? leased : written;
    }

    /** The first address, or null if it is not known. */
    @Nullable IpAddress address() {
      return addresses().isEmpty() ? null : addresses().getFirst().address();
    }

    boolean isIn(Prefix prefix) {
      return addresses().stream().anyMatch(own -> prefix.contains(own.address()));
    }

    boolean reaches(IpAddress neighbour) {
      return addresses().stream().anyMatch(own -> own.subnet().contains(neighbour));
    }
  }

  /**
   * Interfaces before any setting.
   *
   * @param adapters what DHCP gives the machine's adapters, by name, in their order; empty if the
   *     machine is not known, whose adapters are then those that the script names
   */
  WindowsInterfaces(WindowsReading reading, Map<String, List<InterfaceAddress>> adapters) {
    this.reading = reading;
    this.adaptersKnown = !adapters.isEmpty();
    adapters.forEach((name, leases) -> add(new Draft(current(name), 1, leases, true)));
    reading.all(WindowsStatement.VirtualSwitch.class).forEach(this::hostInterface);
    reading.all(WindowsStatement.Address.class).forEach(this::address);
    reading.all(WindowsStatement.InterfaceSettings.class).forEach(this::settings);
  }

  private void add(Draft draft) {
    byName.put(draft.name, draft);
    inOrder.add(draft);
  }

  /** The name that an adapter has in the end. */
  private String current(String adapter) {
    String name = adapter;
    for (WindowsStatement.AdapterName renamed : reading.all(WindowsStatement.AdapterName.class)) {
      name = renamed.from().equalsIgnoreCase(name) ? renamed.to() : name;
    }
    for (WindowsStatement.VirtualSwitch external :
        reading.all(WindowsStatement.VirtualSwitch.class)) {
      // The host's interface takes over the addresses of the adapter.
      boolean bound =
          external.type() == SwitchType.EXTERNAL
              && external.hostAttached()
              && name.equalsIgnoreCase(external.adapter());
      name = bound ? external.hostInterface() : name;
    }
    return name;
  }

  private void hostInterface(WindowsStatement.VirtualSwitch added) {
    if (!added.hostAttached() && added.type() == SwitchType.EXTERNAL) {
      reading.unsupported(added.line(), "New-VMSwitch -AllowManagementOS $false");
    }
    if (added.hostAttached() && !byName.containsKey(added.hostInterface())) {
      add(new Draft(added.hostInterface(), added.line(), List.of(), false));
    }
  }

  /** The interface that a statement means; null, with a warning, if there is none. */
  @Nullable Draft named(String name, int line) {
    Draft known = byName.get(current(name));
    if (known != null || adaptersKnown || name.startsWith("vEthernet")) {
      if (known == null) {
        reading.warn(
            "TP3202",
            line,
            "There is no interface \"" + name + "\"; the command has no effect.",
            Nearest.question(name, byName.keySet()));
      }
      return known;
    }
    Draft draft = new Draft(current(name), line, List.of(), true);
    add(draft);
    return draft;
  }

  private void address(WindowsStatement.Address said) {
    Draft draft = named(said.iface(), said.line());
    if (draft != null) {
      // An address that is written down ends DHCP on the interface.
      draft.dhcp = false;
      boolean further = !draft.written.isEmpty();
      draft.written.add(new InterfaceAddress(said.address(), said.length(), further));
    }
  }

  private void settings(WindowsStatement.InterfaceSettings said) {
    List<Draft> meant = new ArrayList<>();
    if (said.iface() == null) {
      meant.addAll(inOrder);
    } else {
      Draft draft = named(said.iface(), said.line());
      if (draft != null) {
        meant.add(draft);
      }
    }
    for (Draft draft : meant) {
      draft.forwards = said.forwarding() == null ? draft.forwards : said.forwarding();
      draft.metric = said.metric() == null ? draft.metric : said.metric();
      draft.dhcp = said.dhcp() == null ? draft.dhcp : said.dhcp();
    }
  }

  /** Adapters and interfaces on switches, in the order of the machine and then of the script. */
  List<Draft> drafts() {
    return inOrder;
  }

  /** Metric of the interface that gets the default route by DHCP. */
  long metric(String name) {
    Draft draft = byName.get(name);
    return draft == null ? AUTOMATIC_METRIC : draft.metric;
  }

  /** The interfaces as they are in the end. */
  List<Interface> convert() {
    return inOrder.stream()
        .map(
            draft ->
                Interface.named(draft.name, Vrf.DEFAULT, reading.origin(draft.line))
                    .addresses(draft.addresses())
                    .dhcp(draft.dhcp)
                    .forwards(draft.forwards)
                    .natSide(draft.natSide)
                    .build())
        .toList();
  }

  /** Static routes and default gateways that are written with addresses. */
  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (WindowsStatement.Address said : reading.all(WindowsStatement.Address.class)) {
      Draft draft = said.gateway() == null ? null : named(said.iface(), said.line());
      if (said.gateway() != null && draft != null) {
        routes.add(route(Prefix.DEFAULT_IPV4, draft, said.gateway(), GATEWAY_METRIC, said.line()));
      }
    }
    for (WindowsStatement.StaticRoute said : reading.all(WindowsStatement.StaticRoute.class)) {
      Draft draft =
          said.iface() == null ? towards(said.nextHop()) : named(said.iface(), said.line());
      if (draft != null) {
        routes.add(route(said.prefix(), draft, said.nextHop(), said.metric(), said.line()));
      } else if (said.iface() == null) {
        reading.warn(
            "TP3203",
            said.line(),
            "The next hop "
                + said.nextHop()
                + " of the route to "
                + said.prefix()
                + " lies on no subnet of the server; the route has no effect.",
            "Name a neighbour, or give the interface its address first.");
      }
    }
    return routes;
  }

  private @Nullable Draft towards(@Nullable Ipv4Address nextHop) {
    return nextHop == null
        ? null
        : inOrder.stream().filter(draft -> draft.reaches(nextHop)).findFirst().orElse(null);
  }

  private Route route(
      Prefix prefix, Draft over, @Nullable Ipv4Address nextHop, int metric, int line) {
    return new Route(
        prefix,
        RouteClass.STATIC,
        nextHop == null
            ? new NextHop.Attached(over.name, null)
            : new NextHop.Via(nextHop, over.name, null),
        DISTANCE,
        (long) metric + over.metric,
        0,
        null,
        null,
        reading.origin(line));
  }
}
