package io.towpath.devices.windows.print;

import io.towpath.devices.windows.print.ScriptText.Command;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adapters and virtual switches with their addresses, an interface after the other in the order of
 * the node.
 */
final class InterfacePrinter {
  private static final int USUAL_MTU = 1500;
  private static final String SWITCH_TYPE = "SwitchType";
  private static final Pattern OF_SWITCH = Pattern.compile("vEthernet \\((.+)\\)", Pattern.DOTALL);

  private final WindowsPrinting printing;
  private final RouteMetrics metrics;
  private final Set<String> forwarding;

  /** Names of adapters that a machine is not known to have, so far. */
  private final Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Prints interfaces.
   *
   * @param forwarding those whose forwarding nothing else of the script turns on
   */
  InterfacePrinter(WindowsPrinting printing, RouteMetrics metrics, Set<String> forwarding) {
    this.printing = printing;
    this.metrics = metrics;
    this.forwarding = forwarding;
    printing.interfaces.forEach(iface -> taken.add(iface.name()));
  }

  void print() {
    @Nullable String[] names = adapterNames();
    for (int i = 0; i < printing.interfaces.size(); i++) {
      print(printing.interfaces.get(i), names[i]);
    }
  }

  /** True if some interface is on a virtual switch. */
  boolean needsHyperV() {
    for (Interface iface : printing.interfaces) {
      if (OF_SWITCH.matcher(iface.name()).matches() || !isAdapter(iface)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAdapter(Interface iface) {
    List<String> known = printing.machine.adapters();
    return known.isEmpty()
        // A switch's interface that asks by DHCP has taken the place of its adapter.
        ? !OF_SWITCH.matcher(iface.name()).matches() || iface.dhcp()
        : known.contains(iface.name());
  }

  /** For each interface the name that its adapter has at first; null on an internal switch. */
  private @Nullable String[] adapterNames() {
    @Nullable String[] names = new @Nullable String[printing.interfaces.size()];
    for (int i = 0; i < names.length; i++) {
      Interface iface = printing.interfaces.get(i);
      names[i] = isAdapter(iface) ? adapterName(iface) : null;
    }
    if (!printing.machine.adapters().isEmpty()) {
      makeRoom(names);
    }
    return names;
  }

  private String adapterName(Interface iface) {
    int index = printing.machine.adapters().indexOf(iface.name());
    if (index >= 0) {
      return defaultName(index);
    }
    if (iface.name().startsWith("Ethernet")) {
      return iface.name();
    }
    int free = 0;
    while (!taken.add(defaultName(free))) {
      free++;
    }
    return defaultName(free);
  }

  private static String defaultName(int index) {
    return index == 0 ? "Ethernet" : "Ethernet " + (index + 1);
  }

  /** Windows gives no adapter the name of another: those in the way step aside first. */
  private void makeRoom(@Nullable String[] names) {
    List<Integer> inTheWay = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      for (int other = 0; other < names.length; other++) {
        String wanted = printing.interfaces.get(other).name();
        if (other != i && wanted.equalsIgnoreCase(names[i])) {
          inTheWay.add(i);
        }
      }
    }
    if (inTheWay.isEmpty()) {
      return;
    }
    printing.text.section("Adapters that change names step aside first");
    int number = 0;
    for (int i : inTheWay) {
      String aside;
      do {
        aside = "Adapter " + ++number;
      } while (printing.has(aside));
      rename(Objects.requireNonNull(names[i]), aside);
      names[i] = aside;
    }
  }

  private void rename(String from, String to) {
    printing.text.add(new Command("Rename-NetAdapter").named("Name", from).named("NewName", to));
  }

  private void print(Interface iface, @Nullable String adapter) {
    String name = iface.name();
    Matcher onSwitch = OF_SWITCH.matcher(name);
    printing.text.section(
        onSwitch.matches() || adapter == null
            ? "Virtual switch and the host's interface"
            : "Adapter");
    if (onSwitch.matches()) {
      Command command = new Command("New-VMSwitch").named("Name", onSwitch.group(1));
      printing.text.add(
          adapter == null
              ? command.with(SWITCH_TYPE, "Internal")
              : command.named("NetAdapterName", adapter).with("AllowManagementOS", "$true"));
    } else if (adapter == null) {
      printing.text.add(
          new Command("New-VMSwitch").named("Name", name).with(SWITCH_TYPE, "Internal"));
      rename("vEthernet (" + name + ")", name);
    } else if (!name.equals(adapter)) {
      rename(adapter, name);
    }
    boolean known = !printing.machine.adapters().isEmpty() || onSwitch.matches();
    addresses(iface, adapter != null && known);
    settings(iface);
    notes(iface);
  }

  /**
   * Prints addresses.
   *
   * @param asks the interface is known to ask by DHCP unless told otherwise
   */
  private void addresses(Interface iface, boolean asks) {
    Command dhcp = new Command("Set-NetIPInterface").named("InterfaceAlias", iface.name());
    if (iface.dhcp()) {
      if (!asks) {
        printing.text.add(dhcp.with("Dhcp", "Enabled"));
      }
      return;
    }
    boolean any = false;
    for (InterfaceAddress address : iface.addresses()) {
      if (address.address() instanceof Ipv4Address) {
        any = true;
        printing.text.add(
            new Command("New-NetIPAddress")
                .named("InterfaceAlias", iface.name())
                .with("IPAddress", address.address())
                .with("PrefixLength", address.length()));
      } else {
        printing.notes.absent(iface.origin(), "the address " + address, "Only IPv4 is printed.");
      }
    }
    if (!any) {
      printing.text.add(dhcp.with("Dhcp", "Disabled"));
    }
  }

  private void settings(Interface iface) {
    Command command = new Command("Set-NetIPInterface").named("InterfaceAlias", iface.name());
    boolean forwards = forwarding.contains(iface.name());
    long metric = metrics.of(iface.name());
    if (forwards) {
      command.with("Forwarding", "Enabled");
    }
    if (metric != RouteMetrics.AUTOMATIC) {
      command.with("InterfaceMetric", metric);
    }
    if (forwards || metric != RouteMetrics.AUTOMATIC) {
      printing.text.add(command);
    }
  }

  private void notes(Interface iface) {
    note(iface, !iface.filtersIn().isEmpty() || !iface.filtersOut().isEmpty(), "filters");
    note(iface, iface.parent() != null || iface.switchPort() != null, "VLANs");
    note(iface, iface.bridgedVlan() > 0, "a bridged VLAN");
    note(iface, iface.unnumbered() != null, "a borrowed address");
    note(iface, iface.mtu() != USUAL_MTU, "an MTU of " + iface.mtu());
    note(iface, !iface.sendsUnreachables(), "silence about what is unreachable");
    if (iface.state() != LinkState.UP) {
      note(iface, true, "the state " + iface.state().name().toLowerCase(Locale.ROOT));
    }
  }

  private void note(Interface iface, boolean has, String what) {
    if (has) {
      printing.notes.absent(
          iface.origin(),
          what + " of interface " + iface.name(),
          "The script has no command for that which could be read back.");
    }
  }
}
