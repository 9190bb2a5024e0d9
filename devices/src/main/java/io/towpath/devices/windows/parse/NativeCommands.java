package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import io.towpath.devices.windows.WindowsStatement.NatMode;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code netsh} and {@code route}. Arguments of netsh carry their tag ({@code mode=full}) or stand
 * in the order of the tags.
 */
final class NativeCommands {
  private static final int MOST_METRIC = 65535;
  private static final int MOST_METRIC_OF_ROUTE = 9999;
  private static final int MOST_PORT = 65535;

  private final PowerShellCommand command;
  private final List<String> words;

  private NativeCommands(PowerShellCommand command) {
    this.command = command;
    this.words = words(command);
  }

  /** What the command says; null if it is neither of the two, or a form that is not known. */
  static @Nullable List<WindowsStatement> read(PowerShellCommand command) {
    return switch (command.name().toLowerCase(Locale.ROOT)) {
      case "netsh", "netsh.exe" -> new NativeCommands(command).netsh();
      case "route", "route.exe" -> new NativeCommands(command).route();
      default -> null;
    };
  }

  private static List<String> words(PowerShellCommand command) {
    List<String> words = new ArrayList<>();
    for (Word word : command.words()) {
      switch (word) {
        case Word.Parameter(String name, _) -> words.add("-" + name);
        case Word.Value(List<String> values) when values != null ->
            words.add(String.join(",", values));
        case Word.Value _, Word.Block _ -> throw new Arguments.RunTimeValueException("argument");
      }
    }
    return words;
  }

  private boolean starts(String... beginning) {
    if (words.size() < beginning.length) {
      return false;
    }
    for (int i = 0; i < beginning.length; i++) {
      if (!words.get(i).equalsIgnoreCase(beginning[i])) {
        return false;
      }
    }
    return true;
  }

  private @Nullable List<WindowsStatement> netsh() {
    if (starts("routing", "ip", "nat", "install")) {
      return List.of();
    }
    if (starts("routing", "ip", "nat", "add", "interface")) {
      return natInterface(tags(5, "name", "mode"));
    }
    if (starts("routing", "ip", "nat", "add", "portmapping")) {
      return portMapping(
          tags(5, "name", "proto", "publicip", "publicport", "privateip", "privateport"));
    }
    if (starts("routing", "ip", "add", "persistentroute")) {
      Map<String, String> tags =
          tags(4, "dest", "mask", "name", "nhop", "preference", "metric", "view");
      Prefix prefix = Texts.prefix(tag(tags, "dest"), tag(tags, "mask"));
      return List.of(
          staticRoute(
              prefix, tag(tags, "name"), tags.get("nhop"), tags.getOrDefault("metric", "1")));
    }
    if (starts("interface", "ipv4", "add", "route") || starts("interface", "ip", "add", "route")) {
      Map<String, String> tags =
          tags(
              4,
              "prefix",
              "interface",
              "nexthop",
              "siteprefixlength",
              "metric",
              "publish",
              "age",
              "store");
      return List.of(
          staticRoute(
              Texts.prefix(tag(tags, "prefix")),
              tag(tags, "interface"),
              tags.get("nexthop"),
              tags.getOrDefault("metric", "1")));
    }
    if (starts("interface", "ipv4", "set", "interface")) {
      return interfaceSettings(tags(4, "interface", "forwarding", "metric"));
    }
    if (starts("advfirewall", "firewall", "add", "rule")) {
      return firewallRule(
          tags(
              4,
              "name",
              "dir",
              "action",
              "protocol",
              "localport",
              "remoteport",
              "localip",
              "remoteip",
              "profile",
              "enable",
              "description"));
    }
    return null;
  }

  /** Arguments from a place on, by tag; a tag that is not known is an error of the command. */
  private Map<String, String> tags(int from, String... order) {
    Map<String, String> tags = new LinkedHashMap<>();
    int position = 0;
    for (String word : words.subList(from, words.size())) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? "" : word.substring(0, equals).toLowerCase(Locale.ROOT);
      if (equals > 0) {
        if (!List.of(order).contains(name)) {
          throw new NotModelledException(name + "=");
        }
        tags.put(name, word.substring(equals + 1));
      } else if (position < order.length) {
        tags.put(order[position], word);
      } else {
        throw new IllegalArgumentException("\"" + word + "\" is one argument too many");
      }
      position++;
    }
    return tags;
  }

  private static String tag(Map<String, String> tags, String name) {
    String value = tags.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + "= is missing");
    }
    return value;
  }

  private List<WindowsStatement> natInterface(Map<String, String> tags) {
    String name = tag(tags, "name");
    if (!tags.containsKey("mode") || tags.get("mode").equalsIgnoreCase("addressonly")) {
      throw new NotModelledException("NAT without ports");
    }
    boolean full = either(tags, "mode", "full", "private").equals("full");
    return List.of(
        new WindowsStatement.NatInterface(
            command.line(), name, full ? NatMode.FULL : NatMode.PRIVATE));
  }

  private List<WindowsStatement> portMapping(Map<String, String> tags) {
    Ipv4Address external = Texts.address(tags.getOrDefault("publicip", "0.0.0.0"));
    return List.of(
        new WindowsStatement.NatStaticMapping(
            command.line(),
            null,
            tag(tags, "name"),
            Texts.protocol(either(tags, "proto", "tcp", "udp")),
            external.bits() == 0 ? null : external,
            Texts.integer(tag(tags, "publicport"), 1, MOST_PORT),
            Texts.address(tag(tags, "privateip")),
            Texts.integer(tag(tags, "privateport"), 1, MOST_PORT)));
  }

  private WindowsStatement staticRoute(
      Prefix prefix, @Nullable String iface, @Nullable String nextHop, String metric) {
    Ipv4Address address = nextHop == null ? null : Texts.address(nextHop);
    return new WindowsStatement.StaticRoute(
        command.line(),
        prefix,
        iface,
        address == null || address.bits() == 0 ? null : address,
        Texts.integer(metric, 0, MOST_METRIC));
  }

  private List<WindowsStatement> interfaceSettings(Map<String, String> tags) {
    String metric = tags.get("metric");
    String forwarding = tags.get("forwarding");
    return List.of(
        new WindowsStatement.InterfaceSettings(
            command.line(),
            tag(tags, "interface"),
            forwarding == null ? null : Texts.isEnabled(forwarding),
            null,
            metric == null ? null : interfaceMetric(metric)));
  }

  private static int interfaceMetric(String text) {
    return text.equalsIgnoreCase("automatic")
        ? WindowsStatement.InterfaceSettings.AUTOMATIC
        : Texts.integer(text, 0, MOST_METRIC);
  }

  private List<WindowsStatement> firewallRule(Map<String, String> tags) {
    String action = either(tags, "action", "allow", "block", "bypass");
    String protocol = tags.getOrDefault("protocol", "any");
    int colon = protocol.indexOf(':');
    WindowsStatement.FirewallRule rule =
        new WindowsStatement.FirewallRule(
            command.line(),
            tag(tags, "name"),
            either(tags, "dir", "in", "out").equals("in"),
            action.equals("allow"),
            Texts.protocol(colon < 0 ? protocol : protocol.substring(0, colon)),
            colon < 0 ? List.of() : icmpTypes(protocol.substring(colon + 1)),
            Texts.ports(list(tags, "localport")),
            Texts.ports(list(tags, "remoteport")),
            Texts.addresses(list(tags, "localip")),
            Texts.addresses(list(tags, "remoteip")));
    FirewallCmdlets.requirePortsOfTransport(rule);
    if (!Texts.isEnabled(tags.getOrDefault("enable", "yes"))) {
      return List.of();
    }
    if (action.equals("bypass")) {
      throw new NotModelledException("what IPsec lets bypass");
    }
    FirewallCmdlets.requireEveryProfile(list(tags, "profile"));
    return List.of(rule);
  }

  /** {@code TYPE} or {@code TYPE,CODE}. */
  private static List<Integer> icmpTypes(String text) {
    String type = text.split(",", 2)[0];
    return type.equalsIgnoreCase("any") ? List.of() : List.of(Texts.integer(type, 0, 255));
  }

  private static String either(Map<String, String> tags, String name, String... known) {
    String value = tag(tags, name).toLowerCase(Locale.ROOT);
    if (!List.of(known).contains(value)) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is none of " + String.join(", ", known));
    }
    return value;
  }

  private static List<String> list(Map<String, String> tags, String name) {
    String value = tags.get(name);
    return value == null ? List.of() : List.of(value.split(","));
  }

  /** {@code route [-p] add DEST [mask MASK] GATEWAY [metric N]}. */
  private @Nullable List<WindowsStatement> route() {
    List<String> rest = new ArrayList<>(words);
    rest.removeIf(word -> List.of("-p", "/p", "-4").contains(word.toLowerCase(Locale.ROOT)));
    if (rest.isEmpty() || !rest.getFirst().equalsIgnoreCase("add")) {
      return null;
    }
    Map<String, String> named = new LinkedHashMap<>();
    List<String> plain = new ArrayList<>();
    for (int i = 1; i < rest.size(); i++) {
      String word = rest.get(i).toLowerCase(Locale.ROOT);
      if (List.of("mask", "metric", "if").contains(word) && i + 1 < rest.size()) {
        named.put(word, rest.get(++i));
      } else {
        plain.add(word);
      }
    }
    // The index of an interface is known only on the machine.
    if (named.containsKey("if") || plain.size() != 2) {
      return null;
    }
    Prefix prefix =
        plain.getFirst().contains("/")
            ? Texts.prefix(plain.getFirst())
            : Texts.prefix(plain.getFirst(), named.getOrDefault("mask", "255.255.255.255"));
    String metric = named.getOrDefault("metric", "1");
    Texts.integer(metric, 1, MOST_METRIC_OF_ROUTE);
    return List.of(staticRoute(prefix, null, plain.get(1), metric));
  }
}
