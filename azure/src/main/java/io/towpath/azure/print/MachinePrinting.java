package io.towpath.azure.print;

import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.OsType;
import io.towpath.azure.resource.PoolMembers;
import io.towpath.azure.resource.PowerState;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Network interfaces, virtual machines and private endpoints. */
final class MachinePrinting {
  private final AzureResources resources;
  private final ArmOutput output;
  // Look-ups only. Interfaces name their pools and NAT rules, since these cannot name interfaces in
  // a deployment.
  private final Map<ResourceId, Set<ResourceId>> poolsOf = new HashMap<>();
  private final Map<ResourceId, Set<ResourceId>> natRulesOf = new HashMap<>();

  MachinePrinting(AzureResources resources, ArmOutput output) {
    this.resources = resources;
    this.output = output;
    PoolMembers members = new PoolMembers(resources);
    for (LoadBalancer balancer : resources.loadBalancers().values()) {
      balancer.pools().forEach(pool -> index(members, pool.id(), poolsOf));
      balancer.natRules().forEach(rule -> index(members, rule.id(), natRulesOf));
    }
  }

  private static void index(
      PoolMembers members, ResourceId target, Map<ResourceId, Set<ResourceId>> byConfiguration) {
    for (PoolMembers.Member member : members.of(target)) {
      byConfiguration
          .computeIfAbsent(member.nic().idOf(member.configuration()), _ -> new LinkedHashSet<>())
          .add(target);
    }
  }

  void networkInterface(NetworkInterface nic) {
    if (resources.endpointOf(nic).isPresent() && !stated(nic).isEmpty()) {
      return; // Azure makes it with the endpoint, which has its addresses
    }
    VirtualMachine owner = resources.vmOf(nic).orElse(null);
    boolean named = owner != null && owner.networkInterfaces().contains(nic.id());
    PrivateEndpoint endpoint = resources.endpointOf(nic).orElse(null);
    boolean ofEndpoint = endpoint != null && endpoint.networkInterfaces().contains(nic.id());
    output.add(
        nic,
        Json.object()
            .objects(
                "ipConfigurations",
                nic.ipConfigurations().stream().map(one -> configuration(nic, one)).toList())
            .flag("enableIPForwarding", nic.enableIpForwarding())
            .ref("networkSecurityGroup", nic.networkSecurityGroup())
            .ref("virtualMachine", named ? null : nic.virtualMachine())
            .ref("privateEndpoint", ofEndpoint ? null : nic.privateEndpoint()));
  }

  private Json configuration(NetworkInterface nic, IpConfiguration configuration) {
    Set<ResourceId> pools = new LinkedHashSet<>(configuration.backendPools());
    pools.addAll(poolsOf.getOrDefault(nic.idOf(configuration), Set.of()));
    Set<ResourceId> natRules = new LinkedHashSet<>(configuration.inboundNatRules());
    natRules.addAll(natRulesOf.getOrDefault(nic.idOf(configuration), Set.of()));
    if (configuration.allocation() == AllocationMethod.DYNAMIC
        && configuration.privateIpAddress() != null) {
      output.assigned("dynamic private addresses", configuration.origin());
    }
    return Json.part(
        configuration.name(),
        Json.object()
            .ref("subnet", configuration.subnet())
            .flag("primary", configuration.primary())
            .text("privateIPAddress", configuration.privateIpAddress())
            .word("privateIPAllocationMethod", configuration.allocation())
            .text("privateIPAddressVersion", NetworkPrinting.version(configuration.family()))
            .ref("publicIPAddress", configuration.publicIpAddress())
            .refs("loadBalancerBackendAddressPools", List.copyOf(pools))
            .refs("loadBalancerInboundNatRules", List.copyOf(natRules))
            .refs("applicationSecurityGroups", configuration.applicationSecurityGroups()));
  }

  /** The addresses of an interface; none unless each configuration states one. */
  private static List<IpAddress> stated(NetworkInterface nic) {
    List<IpAddress> addresses = new ArrayList<>();
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      IpAddress address = configuration.privateIpAddress();
      if (address == null) {
        return List.of();
      }
      addresses.add(address);
    }
    return addresses;
  }

  /** What a network does not know of a machine is chosen; a template needs it all the same. */
  void virtualMachine(VirtualMachine machine) {
    List<ResourceId> nics = machine.networkInterfaces();
    List<Json> references = new ArrayList<>();
    for (ResourceId nic : nics) {
      Json reference = Json.reference(nic);
      if (nics.size() > 1) {
        reference.always("properties", Json.object().bool("primary", nic.equals(nics.getFirst())));
      }
      references.add(reference);
    }
    Json properties =
        Json.object()
            .object("hardwareProfile", Json.object().text("vmSize", "Standard_B2s"))
            .object(
                "storageProfile",
                Json.object()
                    .object("imageReference", image(machine.os()))
                    .object(
                        "osDisk",
                        Json.object()
                            .word("osType", machine.os())
                            .text("createOption", "FromImage")))
            .object(
                "osProfile",
                Json.object()
                    .text("computerName", machine.name())
                    .text("adminUsername", "azureuser"))
            .object("networkProfile", Json.object().objects("networkInterfaces", references));
    if (!machine.isRunning()) {
      properties.object(
          "instanceView",
          Json.object()
              .objects(
                  "statuses",
                  List.of(Json.object().text("code", "PowerState/" + code(machine.powerState())))));
    }
    output.machine(machine.origin());
    output.add(machine, properties);
  }

  private static String code(PowerState state) {
    return state.azureName();
  }

  private static Json image(OsType os) {
    return switch (os) {
      case LINUX -> image("Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2");
      case WINDOWS -> image("MicrosoftWindowsServer", "WindowsServer", "2022-datacenter-g2");
    };
  }

  private static Json image(String publisher, String offer, String sku) {
    return Json.object()
        .text("publisher", publisher)
        .text("offer", offer)
        .text("sku", sku)
        .text("version", "latest");
  }

  /** Which service an endpoint leads to is not known, only whether it is one of one's own. */
  void privateEndpoint(PrivateEndpoint endpoint) {
    Set<IpAddress> addresses = new LinkedHashSet<>();
    List<ResourceId> kept = new ArrayList<>(endpoint.networkInterfaces());
    for (NetworkInterface nic : resources.interfacesOf(endpoint)) {
      if (!stated(nic).isEmpty()) {
        addresses.addAll(stated(nic));
        kept.remove(nic.id());
      }
    }
    if (addresses.isEmpty()) {
      addresses.addAll(endpoint.statedAddresses());
    }
    List<Json> configurations = new ArrayList<>();
    for (IpAddress address : addresses) {
      configurations.add(
          Json.part(
              "ipconfig" + (configurations.size() + 1),
              Json.object().text("privateIPAddress", address)));
    }
    output.add(
        endpoint,
        Json.object()
            .ref("subnet", endpoint.subnet())
            .objects("ipConfigurations", configurations)
            .objects("privateLinkServiceConnections", connections(endpoint))
            .refs("applicationSecurityGroups", endpoint.applicationSecurityGroups())
            .refs("networkInterfaces", kept));
    output.note(
        NotExpressible.approximated(
            endpoint.origin(),
            "the service of " + endpoint.id().label(),
            "Which one it is has no part in the network; correct its connection"));
  }

  private static List<Json> connections(PrivateEndpoint endpoint) {
    List<String> states = new ArrayList<>(endpoint.connectionStates());
    if (states.isEmpty()) {
      states.add("");
    }
    List<Json> connections = new ArrayList<>();
    for (String state : states) {
      Json properties = Json.object();
      if (endpoint.isForOwnService()) {
        ResourceId id = endpoint.id();
        properties.text(
            "privateLinkServiceId",
            ResourceId.of(
                id.subscription(),
                id.resourceGroup(),
                "Microsoft.Network/privateLinkServices",
                endpoint.name()));
      }
      properties.object("privateLinkServiceConnectionState", Json.object().text("status", state));
      connections.add(
          Json.part(
              endpoint.name() + (connections.isEmpty() ? "" : "-" + connections.size()),
              properties));
    }
    return connections;
  }
}
