package io.towpath.azure.script;

import io.towpath.azure.resource.LoadBalancer;
import java.util.Set;

/** Options that change no network, or complete others. */
final class KnownOptions {
  private static final Set<String> QUIET =
      Set.of(
          "--tags",
          "--no-wait",
          "--output",
          "-o",
          "--only-show-errors",
          "--query",
          "--verbose",
          "--debug",
          "--yes",
          "-y",
          "--zone",
          "-z",
          "--zones",
          "--description",
          "--idle-timeout",
          "--dns-name",
          "--dns-servers",
          "--accelerated-networking");

  private static final Set<String> QUIET_OF_MACHINES =
      Set.of(
          "--admin-password",
          "--assign-identity",
          "--authentication-type",
          "--availability-set",
          "--data-disk-sizes-gb",
          "--enable-agent",
          "--eviction-policy",
          "--generate-ssh-keys",
          "--license-type",
          "--max-price",
          "--nic-delete-option",
          "--os-disk-delete-option",
          "--os-disk-name",
          "--os-disk-size-gb",
          "--priority",
          "--public-ip-address-dns-name",
          "--security-type",
          "--ssh-key-name",
          "--ssh-key-value",
          "--ssh-key-values",
          "--storage-sku");

  /** Read as part of the name of what is made. */
  private static final Set<String> IDENTITY =
      Set.of(
          "-g", "--resource-group", "-n", "--name", "-l", "--location", "--subscription", "--ids");

  private KnownOptions() {}

  /** True if nothing has to be said of an option that the command's table lacks. */
  static boolean contains(AzCommand command, String name) {
    return QUIET.contains(name)
        || IDENTITY.contains(name)
        || command.owners().contains(name)
        || command.words().startsWith("vm ") && QUIET_OF_MACHINES.contains(name)
        || completesReference(command, name);
  }

  /** The VNet of a subnet, or the load balancer of a pool, that another option names. */
  private static boolean completesReference(AzCommand command, String name) {
    return switch (name) {
      case "--vnet-name" ->
          command.options().stream().anyMatch(option -> option.type().endsWith("/subnets"));
      case "--lb-name" ->
          command.options().stream()
              .anyMatch(option -> option.type().startsWith(LoadBalancer.TYPE + "/"));
      default -> false;
    };
  }
}
