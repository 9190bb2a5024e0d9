package io.towpath.azure.script;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.VirtualNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that are known, with the member of ARM for each option; whatever no command here
 * makes is printed as {@code az resource create} and {@code az resource update}, which take JSON.
 *
 * @see "Azure CLI: reference of az network, az vm and az resource"
 */
final class AzCommands {
  static final String SUBNET = VirtualNetwork.TYPE + "/subnets";
  static final String FRONTENDS = "properties.frontendIPConfigurations";
  static final String POOLS = "properties.backendAddressPools";
  static final String FRONTEND_TYPE = LoadBalancer.TYPE + "/frontendIPConfigurations";
  static final String POOL_TYPE = LoadBalancer.TYPE + "/backendAddressPools";
  static final String NAT_RULE_TYPE = LoadBalancer.TYPE + "/inboundNatRules";
  static final String PROBE_TYPE = LoadBalancer.TYPE + "/probes";

  /** What {@code az network nic create} calls the one configuration that it makes. */
  static final String NIC_CONFIGURATION = "ipconfig1";

  /** The members that stand for what has no member of its own: see {@link Folding}. */
  static final String GATEWAY_VNET = "vnet";

  static final String GATEWAY_ADDRESSES = "publicIpAddresses";
  static final String HOSTED_SUBNET = "hostedSubnet";
  static final String HOSTED_ADDRESS = "hostedAddress";
  static final String IMAGE = "image";

  private static final List<AzCommand> MAKING =
      Stream.of(NetworkCommands.ALL, GatewayCommands.ALL, BalancerCommands.ALL)
          .flatMap(List::stream)
          .toList();

  /** What has a command {@code update} with the options of its {@code create}. */
  private static final Set<String> UPDATED =
      Set.of(
          "network vnet",
          "network vnet subnet",
          "network vnet peering",
          "network nsg rule",
          "network route-table",
          "network route-table route",
          "network public-ip",
          "network nat gateway",
          "network nic",
          "network nic ip-config",
          "network local-gateway",
          "network vnet-gateway",
          "network vpn-connection",
          "network lb frontend-ip",
          "network lb probe",
          "network lb rule",
          "network lb inbound-nat-rule",
          "network lb outbound-rule");

  private static final String CREATE = " create";

  // Look-ups only.
  private static final Map<String, AzCommand> BY_WORDS =
      Stream.concat(MAKING.stream(), MAKING.stream().flatMap(AzCommands::update))
          .collect(Collectors.toUnmodifiableMap(AzCommand::words, command -> command));

  private static Stream<AzCommand> update(AzCommand command) {
    String words = command.words();
    String thing =
        words.endsWith(CREATE) ? words.substring(0, words.length() - CREATE.length()) : "";
    return UPDATED.contains(thing) ? Stream.of(command.updating(thing + " update")) : Stream.of();
  }

  private AzCommands() {}

  /** The command of these words. */
  static Optional<AzCommand> named(String words) {
    return Optional.ofNullable(BY_WORDS.get(words));
  }

  /** The command that makes resources of a type. */
  static Optional<AzCommand> making(String type) {
    return MAKING.stream()
        .filter(command -> command.act() == AzCommand.Act.MAKE)
        .filter(command -> command.type().equalsIgnoreCase(type))
        .findFirst();
  }

  /** The commands that add to resources of a type or change them, in the order of the table. */
  static List<AzCommand> completing(String type) {
    return MAKING.stream()
        .filter(command -> command.act() != AzCommand.Act.MAKE)
        .filter(command -> command.type().equalsIgnoreCase(type))
        .toList();
  }
}
