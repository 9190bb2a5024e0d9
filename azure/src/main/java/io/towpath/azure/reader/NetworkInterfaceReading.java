package io.towpath.azure.reader;

import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Network interfaces and public addresses. */
final class NetworkInterfaceReading {

  static final String SUBNET_TYPE = VirtualNetwork.TYPE + "/subnets";

  private NetworkInterfaceReading() {}

  static NetworkInterface networkInterface(ArmMembers members) {
    List<IpConfiguration> configurations = new ArrayList<>(1);
    members.forEach(
        "ipConfigurations", object -> configurations.add(configuration(members, object)));
    if (configurations.isEmpty()) {
      throw members.withoutItems(
          "ipConfigurations", "the interface has no address", "State an ipConfiguration.");
    }
    NetworkInterface nic =
        new NetworkInterface(
            members.resource(),
            Children.location(members),
            configurations,
            members.bool("enableIPForwarding", false),
            members.reference("networkSecurityGroup", NetworkSecurityGroup.TYPE).orElse(null),
            members.reference("virtualMachine", VirtualMachine.TYPE).orElse(null),
            members.reference("privateEndpoint", PrivateEndpoint.TYPE).orElse(null),
            members.origin());
    members.reportRest(MemberTable.NETWORK_INTERFACE);
    return nic;
  }

  private static IpConfiguration configuration(ArmMembers nic, Members object) {
    ArmMembers members = ArmMembers.of(nic.notes(), nic.resource(), object);
    @Nullable IpAddress address = members.optionalAddress("privateIPAddress").orElse(null);
    AddressFamily family = family(members, "privateIPAddressVersion", address);
    IpConfiguration configuration =
        new IpConfiguration(
            nic.notes().shared(members.text("name")),
            members.requiredReference("subnet", SUBNET_TYPE),
            address,
            members
                .choice("privateIPAllocationMethod", AllocationMethod.values(), "R4")
                .orElse(AllocationMethod.DYNAMIC),
            family,
            members.reference("publicIPAddress", PublicIpAddress.TYPE).orElse(null),
            members.bool("primary", false),
            LoadBalancerReading.poolsOf(members),
            LoadBalancerReading.natRulesOf(members),
            members.references("applicationSecurityGroups", ApplicationSecurityGroup.TYPE),
            members.origin());
    members.reportRest(MemberTable.IP_CONFIGURATION);
    return configuration;
  }

  static PublicIpPrefix publicIpPrefix(ArmMembers members) {
    PublicIpPrefix prefix =
        new PublicIpPrefix(
            members.resource(),
            Children.location(members),
            members.has("ipPrefix") ? members.prefix("ipPrefix") : null,
            members.origin());
    members.reportRest(MemberTable.PUBLIC_PREFIX);
    return prefix;
  }

  static NatGateway natGateway(ArmMembers members) {
    NatGateway gateway =
        new NatGateway(
            members.resource(),
            Children.location(members),
            members.references("publicIpAddresses", PublicIpAddress.TYPE),
            members.references("publicIpPrefixes", PublicIpPrefix.TYPE),
            members.origin());
    members.reportRest(MemberTable.NAT_GATEWAY);
    return gateway;
  }

  static PublicIpAddress publicIpAddress(ArmMembers members) {
    @Nullable IpAddress address = members.optionalAddress("ipAddress").orElse(null);
    String sku = members.object("sku").map(found -> found.sharedText("name")).orElse("");
    PublicIpAddress result =
        new PublicIpAddress(
            members.resource(),
            Children.location(members),
            address,
            sku,
            members
                .choice("publicIPAllocationMethod", AllocationMethod.values(), "R21")
                .orElse(AllocationMethod.DYNAMIC),
            family(members, "publicIPAddressVersion", address),
            owner(members),
            members.origin());
    members.reportRest(MemberTable.PUBLIC_ADDRESS);
    return result;
  }

  // The owner may be of any type: an interface, a gateway, a load balancer.
  private static @Nullable ResourceId owner(ArmMembers members) {
    return members
        .object("ipConfiguration")
        .flatMap(found -> found.optionalText("id"))
        .filter(text -> text.regionMatches(true, 0, "/subscriptions/", 0, 15))
        .map(ResourceId::parse)
        .orElse(null);
  }

  private static AddressFamily family(
      ArmMembers members, String name, @Nullable IpAddress address) {
    String stated = members.optionalText(name).orElse("IPv4");
    AddressFamily family =
        switch (stated.toLowerCase(Locale.ROOT)) {
          case "ipv4" -> AddressFamily.IPV4;
          case "ipv6" -> AddressFamily.IPV6;
          default ->
              throw members.invalid(name, "\"" + stated + "\" is no version", "IPv4 or IPv6.");
        };
    if (address != null && address.family() != family) {
      throw members.invalid(
          name, "it says " + stated + ", but the address is " + address, "Correct one of the two.");
    }
    return family;
  }
}
