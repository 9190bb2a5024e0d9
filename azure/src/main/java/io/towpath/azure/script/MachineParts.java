package io.towpath.azure.script;

import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code az vm create} makes along with a machine that is given no interface, as the commands
 * that would make it: an interface, a security group that lets in SSH or RDP, a public address.
 */
final class MachineParts {
  private static final Set<String> COMMON =
      Set.of("-g", "--resource-group", "-l", "--location", "--subscription");
  private static final Set<String> OF_INTERFACE =
      Set.of(
          "--subnet",
          "--vnet-name",
          "--private-ip-address",
          "--application-security-groups",
          "--asgs");
  private static final Set<String> OF_PARTS =
      Set.of(
          "--nsg",
          "--nsg-rule",
          "--public-ip-address",
          "--public-ip-address-allocation",
          "--public-ip-sku");

  private final AzArguments machine;
  private final String name;
  private final Origin origin;
  private final List<AzArguments> commands = new ArrayList<>();

  private MachineParts(AzArguments machine) {
    this.machine = machine;
    this.name = machine.required("--name", "-n").text();
    this.origin = machine.origin();
  }

  /** True if it makes an interface. */
  static boolean areNeeded(AzArguments machine) {
    return machine.option("--nics").isEmpty();
  }

  /** Why it cannot be told what is made; empty if it can. */
  static Optional<String> problem(AzArguments machine) {
    if (machine.option("--count").isPresent()) {
      return Optional.of(": with --count it makes several machines; write a command for each");
    }
    Optional<ShellWord> subnet = machine.word("--subnet");
    boolean isSaid =
        subnet.isPresent()
            && (subnet.get().text().startsWith("/") || machine.option("--vnet-name").isPresent());
    return isSaid
        ? Optional.empty()
        : Optional.of(
            ": without --nics, or --vnet-name and --subnet, az chooses or makes a network; state"
                + " --nics");
  }

  /** The name of the interface that it makes. */
  static String interfaceName(String machine) {
    return machine + "VMNic";
  }

  /** What it calls the one configuration of that interface. */
  static String configurationName(String machine) {
    return "ipconfig" + machine;
  }

  /** The commands one after another; the last one makes the machine. */
  static List<AzArguments> commands(AzArguments machine) {
    MachineParts parts = new MachineParts(machine);
    Map<String, AzArguments.Option> ofInterface = new LinkedHashMap<>();
    machine
        .options()
        .forEach(
            (option, words) -> {
              if (OF_INTERFACE.contains(option)) {
                ofInterface.put(option, words);
              }
            });
    parts.group().ifPresent(word -> ofInterface.put("--network-security-group", parts.of(word)));
    parts.address().ifPresent(word -> ofInterface.put("--public-ip-address", parts.of(word)));
    String nic = interfaceName(parts.name);
    parts.add("network nic create", nic, ofInterface);
    Map<String, AzArguments.Option> rest = new LinkedHashMap<>();
    machine
        .options()
        .forEach(
            (option, words) -> {
              if (!OF_INTERFACE.contains(option) && !OF_PARTS.contains(option)) {
                rest.put(option, words);
              }
            });
    rest.put("--nics", parts.of(nic));
    parts.commands.add(new AzArguments(machine.words(), rest, parts.origin));
    return List.copyOf(parts.commands);
  }

  /** The security group, which is made unless one is named, or an empty word says that none is. */
  private Optional<String> group() {
    Optional<ShellWord> named = machine.word("--nsg");
    if (named.isPresent()) {
      return named.map(ShellWord::text).filter(text -> !text.isEmpty());
    }
    String group = name + "NSG";
    add("network nsg create", group, Map.of());
    String rule =
        machine.word("--nsg-rule").map(ShellWord::text).orElse(isWindows() ? "RDP" : "SSH");
    if (!rule.equalsIgnoreCase("NONE")) {
      boolean rdp = rule.equalsIgnoreCase("RDP");
      Map<String, AzArguments.Option> options = new LinkedHashMap<>();
      options.put("--nsg-name", of(group));
      options.put("--priority", of("1000"));
      options.put("--protocol", of("Tcp"));
      options.put("--destination-port-ranges", of(rdp ? "3389" : "22"));
      add("network nsg rule create", "default-allow-" + (rdp ? "rdp" : "ssh"), options);
    }
    return Optional.of(group);
  }

  private boolean isWindows() {
    return machine.word("--image").map(ShellWord::text).filter(Folding::isWindows).isPresent();
  }

  /** The public address, likewise; Basic ones are made on request only. */
  private Optional<String> address() {
    Optional<ShellWord> named = machine.word("--public-ip-address");
    if (named.isPresent()) {
      return named.map(ShellWord::text).filter(text -> !text.isEmpty());
    }
    String sku = machine.word("--public-ip-sku").map(ShellWord::text).orElse("Standard");
    String allocation =
        machine
            .word("--public-ip-address-allocation")
            .map(ShellWord::text)
            .orElse(sku.equalsIgnoreCase("Basic") ? "Dynamic" : "Static");
    String address = name + "PublicIP";
    Map<String, AzArguments.Option> options = new LinkedHashMap<>();
    options.put("--sku", of(sku));
    options.put("--allocation-method", of(capitalized(allocation)));
    add("network public-ip create", address, options);
    return Optional.of(address);
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private AzArguments.Option of(String word) {
    return new AzArguments.Option(List.of(new ShellWord(word, origin)), origin);
  }

  private void add(String words, String called, Map<String, AzArguments.Option> more) {
    Map<String, AzArguments.Option> options = new LinkedHashMap<>();
    machine
        .options()
        .forEach(
            (option, value) -> {
              if (COMMON.contains(option)) {
                options.put(option, value);
              }
            });
    options.put("--name", of(called));
    options.putAll(more);
    commands.add(new AzArguments(words, options, origin));
  }
}
