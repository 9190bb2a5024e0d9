package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.InterfaceSettings;
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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The network adapters of a server and its interfaces on virtual switches, with their addresses and
 * the static routes over them: what each command finds when it runs, one after the other. Names are
 * compared without case, as Windows does.
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

  /** Names that were given up: an adapter of that name is not assumed to exist any more. */
  private final SortedSet<String> gone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** Adapters that are ports of a switch, without an interface of their own. */
  private final SortedSet<String> bound = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /** Settings for every interface so far. */
  private final List<InterfaceSettings> everywhere = new ArrayList<>();

  /** The interface that a command means. */
  private final Map<WindowsStatement, Draft> meant = new IdentityHashMap<>();

  /** An interface that may still change. */
  static final class Draft {
    private String name;
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

    String name() {
      return name;
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

    private void set(InterfaceSettings said) {
      forwards = said.forwarding() == null ? forwards : said.forwarding();
      dhcp = said.dhcp() == null ? dhcp : said.dhcp();
      if (said.metric() != null) {
        metric = said.metric() == InterfaceSettings.AUTOMATIC ? AUTOMATIC_METRIC : said.metric();
      }
    }
  }

  /**
   * Runs the commands that are about interfaces.
   *
   * @param adapters what DHCP gives the machine's adapters, by name, in their order; empty if the
   *     machine is not known, whose adapters are then those that the script names
   */
  WindowsInterfaces(WindowsReading reading, Map<String, List<InterfaceAddress>> adapters) {
    this.reading = reading;
    this.adaptersKnown = !adapters.isEmpty();
    adapters.forEach((name, leases) -> add(new Draft(name, 1, leases, true)));
    reading.config.statements().forEach(this::run);
  }

  private void run(WindowsStatement statement) {
    switch (statement) {
      case WindowsStatement.VirtualSwitch said -> virtualSwitch(said);
      case WindowsStatement.AdapterName said -> rename(said);
      case WindowsStatement.Address said -> address(said);
      case InterfaceSettings said -> settings(said);
      case WindowsStatement.StaticRoute said -> route(said);
      case WindowsStatement.NatInterface said -> mean(said, said.iface());
      case WindowsStatement.NatStaticMapping said -> mean(said, said.iface());
      case WindowsStatement.ComputerName _,
          WindowsStatement.Features _,
          WindowsStatement.DhcpScope _,
          WindowsStatement.DhcpOptions _,
          WindowsStatement.DhcpReservation _,
          WindowsStatement.DhcpExclusion _,
          WindowsStatement.NatInstance _,
          WindowsStatement.NatExternalAddress _,
          WindowsStatement.FirewallRule _,
          WindowsStatement.FirewallState _,
          WindowsStatement.Routing _ -> {
        // nothing about an interface
      }
    }
  }

  private void add(Draft draft) {
    byName.put(draft.name, draft);
    gone.remove(draft.name);
    inOrder.add(draft);
  }

  private void rename(Draft draft, String name) {
    byName.remove(draft.name);
    gone.add(draft.name);
    draft.name = name;
    byName.put(name, draft);
    gone.remove(name);
  }

  private void virtualSwitch(WindowsStatement.VirtualSwitch added) {
    Draft adapter = added.adapter() == null ? null : named(added.adapter(), added.line());
    if (!added.hostAttached() && added.type() == SwitchType.EXTERNAL) {
      reading.unsupported(added.line(), "New-VMSwitch -AllowManagementOS $false");
    }
    if (!added.hostAttached() || byName.containsKey(added.hostInterface())) {
      return;
    }
    if (adapter == null) {
      add(new Draft(added.hostInterface(), added.line(), List.of(), false));
    } else {
      // The host's interface takes over the addresses of the adapter.
      bound.add(adapter.name);
      rename(adapter, added.hostInterface());
    }
  }

  private void rename(WindowsStatement.AdapterName said) {
    if (bound.remove(said.from())) {
      bound.add(said.to());
      return;
    }
    Draft draft = named(said.from(), said.line());
    Draft other = byName.get(said.to());
    if (draft == null) {
      return;
    }
    if (other != null && other != draft) {
      reading.refuse(
          "TP3210",
          said.line(),
          "There is already an interface \"" + said.to() + "\"; Windows refuses another.",
          "Give one of them another name first.");
      return;
    }
    rename(draft, said.to());
  }

  /**
   * The interface that has a name now; null, with an error, if there is none. A machine that is not
   * known has every adapter that its script names.
   */
  private @Nullable Draft named(String name, int line) {
    Draft known = byName.get(name);
    if (known != null) {
      return known;
    }
    if (adaptersKnown || name.startsWith("vEthernet") || gone.contains(name)) {
      reading.refuse(
          "TP3202",
          line,
          "There is no interface \"" + name + "\" when the command runs.",
          Nearest.question(name, byName.keySet()));
      return null;
    }
    Draft draft = new Draft(name, line, List.of(), true);
    everywhere.stream().filter(said -> isMeant(said.iface(), draft)).forEach(draft::set);
    add(draft);
    return draft;
  }

  private void mean(WindowsStatement statement, @Nullable String name) {
    Draft draft = name == null ? null : named(name, statement.line());
    if (draft != null) {
      meant.put(statement, draft);
    }
  }

  /** The interface that a command named, as it is in the end; null if it named none. */
  @Nullable Draft meant(WindowsStatement statement) {
    return meant.get(statement);
  }

  private void address(WindowsStatement.Address said) {
    mean(said, said.iface());
    Draft draft = meant.get(said);
    if (draft != null) {
      // An address that is written down ends DHCP on the interface.
      draft.dhcp = false;
      boolean further = !draft.written.isEmpty();
      draft.written.add(new InterfaceAddress(said.address(), said.length(), further));
    }
  }

  private void settings(InterfaceSettings said) {
    String name = said.iface();
    if (name == null || name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
      inOrder.stream().filter(draft -> isMeant(name, draft)).forEach(draft -> draft.set(said));
      everywhere.add(said);
      return;
    }
    mean(said, name);
    Draft draft = meant.get(said);
    if (draft != null) {
      draft.set(said);
    }
  }

  /** True if a name with wildcards, or none, means the interface. */
  private static boolean isMeant(@Nullable String pattern, Draft draft) {
    return pattern == null || matches(pattern.toLowerCase(Locale.ROOT), draft.name);
  }

  private static boolean matches(String pattern, String name) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.matches(expression.toString(), name.toLowerCase(Locale.ROOT));
  }

  private void route(WindowsStatement.StaticRoute said) {
    if (said.iface() != null) {
      mean(said, said.iface());
      return;
    }
    Ipv4Address nextHop = said.nextHop();
    for (Draft draft : inOrder) {
      if (nextHop != null && draft.reaches(nextHop)) {
        meant.put(said, draft);
        return;
      }
    }
    String message =
        "The next hop "
            + nextHop
            + " of the route to "
            + said.prefix()
            + " lies on no subnet of the server.";
    if (inOrder.isEmpty() || inOrder.stream().anyMatch(d -> d.dhcp && d.leased.isEmpty())) {
      reading.unsupported(said.line(), message + " What DHCP gives is not known");
    } else {
      reading.refuse(
          "TP3203",
          said.line(),
          message,
          "Name a neighbour, or give the interface its address first.");
    }
  }

  /** Adapters and interfaces on switches, in the order of the machine and then of the script. */
  List<Draft> drafts() {
    return inOrder;
  }

  /** Metric of the interface of the first adapter. */
  long firstMetric() {
    return inOrder.isEmpty() ? AUTOMATIC_METRIC : inOrder.getFirst().metric;
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
      Draft draft = meant.get(said);
      if (said.gateway() != null && draft != null) {
        routes.add(route(Prefix.DEFAULT_IPV4, draft, said.gateway(), GATEWAY_METRIC, said.line()));
      }
    }
    for (WindowsStatement.StaticRoute said : reading.all(WindowsStatement.StaticRoute.class)) {
      Draft draft = meant.get(said);
      if (draft != null) {
        routes.add(route(said.prefix(), draft, said.nextHop(), said.metric(), said.line()));
      }
    }
    return routes;
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
