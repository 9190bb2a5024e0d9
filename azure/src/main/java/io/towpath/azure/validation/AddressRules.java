package io.towpath.azure.validation;

import io.towpath.azure.assignment.SubnetAddresses;
import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Ranges of VNets and subnets, and private addresses in them (R1–R3). */
final class AddressRules {

  private static final List<Prefix> FORBIDDEN =
      Stream.of(
              "224.0.0.0/4",
              "255.255.255.255/32",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "168.63.129.16/32")
          .map(Prefix::parse)
          .toList();

  private static final int SMALLEST_IPV4 = 29;
  private static final int LARGEST_IPV4 = 8;
  private static final int ONLY_IPV6 = 64;

  private final RuleContext context;

  AddressRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      forbiddenRanges(vnet);
      rangesOverlap(vnet);
      for (Subnet subnet : vnet.subnets()) {
        subnetSize(subnet);
        subnetOutsideVnet(subnet, vnet);
      }
      subnetsOverlap(vnet);
      addressTwice(vnet);
    }
    for (NetworkInterface nic : context.resources().networkInterfaces().values()) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        staticWithoutAddress(nic, configuration);
        reservedOrOutside(nic, configuration);
      }
    }
  }

  /** R1: multicast, broadcast, loopback, link-local and the platform's own address. */
  private void forbiddenRanges(VirtualNetwork vnet) {
    for (Prefix range : vnet.addressSpace()) {
      for (Prefix forbidden : FORBIDDEN) {
        if (range.overlaps(forbidden)) {
          context.refuse(
              "TP2101",
              "R1",
              vnet.origin(),
              vnet.id().label()
                  + ": no VNet may have the range "
                  + range
                  + ", because "
                  + forbidden
                  + " is not for hosts.",
              "Use a private range (RFC 1918) or public addresses of your own.");
        }
      }
    }
  }

  /** R2: ranges of one VNet are disjoint. */
  private void rangesOverlap(VirtualNetwork vnet) {
    List<Prefix> ranges = vnet.addressSpace();
    for (int i = 0; i < ranges.size(); i++) {
      Optional<String> pair =
          RuleContext.overlap(List.of(ranges.get(i)), ranges.subList(i + 1, ranges.size()));
      if (pair.isPresent()) {
        context.refuse(
            "TP2104",
            "R2",
            vnet.origin(),
            vnet.id().label() + ": its ranges " + pair.get() + " overlap.",
            "Keep the wider one.");
      }
    }
  }

  /** R2: an IPv4 subnet is /8 to /29, an IPv6 subnet /64. */
  private void subnetSize(Subnet subnet) {
    for (Prefix range : subnet.addressPrefixes()) {
      boolean fits =
          switch (range.family()) {
            case IPV4 -> range.length() >= LARGEST_IPV4 && range.length() <= SMALLEST_IPV4;
            case IPV6 -> range.length() == ONLY_IPV6;
          };
      if (!fits) {
        String allowed =
            range.family() == AddressFamily.IPV4 ? "between /8 and /29" : "exactly /64";
        context.refuse(
            "TP2102",
            "R2",
            subnet.origin(),
            subnet.id().label() + ": the range " + range + " is not " + allowed + ".",
            "Change its length.");
      }
    }
  }

  /** R2: a subnet lies inside one range of its VNet. */
  private void subnetOutsideVnet(Subnet subnet, VirtualNetwork vnet) {
    for (Prefix range : subnet.addressPrefixes()) {
      if (vnet.addressSpace().stream().noneMatch(whole -> whole.covers(range))) {
        context.refuse(
            "TP2103",
            "R2",
            subnet.origin(),
            subnet.id().label()
                + ": the range "
                + range
                + " lies outside the VNet's "
                + vnet.addressSpace()
                + ".",
            "Move the subnet, or add its range to the VNet.");
      }
    }
  }

  /** R2: subnets of one VNet are disjoint. */
  private void subnetsOverlap(VirtualNetwork vnet) {
    // In the order of prefixes a range that overlaps any earlier one overlaps the widest of them.
    record Range(Prefix prefix, Subnet subnet) {}
    List<Range> sorted =
        vnet.subnets().stream()
            .flatMap(
                subnet -> subnet.addressPrefixes().stream().map(range -> new Range(range, subnet)))
            .sorted(Comparator.comparing(Range::prefix))
            .toList();
    Range open = null;
    for (Range range : sorted) {
      if (open == null || !open.prefix().covers(range.prefix())) {
        open = range;
        continue;
      }
      context.refuse(
          "TP2104",
          "R2",
          range.subnet().origin(),
          range.subnet().id().label()
              + ": "
              + range.prefix()
              + " overlaps "
              + open.prefix()
              + " of the subnet \""
              + open.subnet().name()
              + "\".",
          "Give each subnet a range of its own.");
    }
  }

  /** R3: who wants a static address has to say which. */
  private void staticWithoutAddress(NetworkInterface nic, IpConfiguration configuration) {
    if (configuration.allocation() == AllocationMethod.STATIC
        && configuration.privateIpAddress() == null) {
      context.refuse(
          "TP2109",
          "R3",
          configuration.origin(),
          nic.id().label() + ": the allocation is Static, but no address is stated.",
          "State privateIPAddress, or make the allocation Dynamic.");
    }
  }

  /** R3: the first four addresses and the last one of a subnet are Azure's. */
  private void reservedOrOutside(NetworkInterface nic, IpConfiguration configuration) {
    IpAddress address = configuration.privateIpAddress();
    Optional<Subnet> subnet = context.resources().subnet(configuration.subnet());
    if (address == null || subnet.isEmpty()) {
      return;
    }
    List<Prefix> ranges = subnet.get().addressPrefixes();
    if (ranges.stream().noneMatch(range -> range.contains(address))) {
      context.refuse(
          "TP2107",
          "R3",
          configuration.origin(),
          nic.id().label() + ": " + address + " is not in the subnet's range " + ranges + ".",
          "State an address of that subnet.");
    } else if (ranges.stream().noneMatch(range -> SubnetAddresses.isUsable(range, address))) {
      context.refuse(
          "TP2106",
          "R3",
          configuration.origin(),
          nic.id().label()
              + ": "
              + address
              + " is reserved; the first four addresses and the last one of "
              + ranges
              + " belong to Azure.",
          "State another address of that subnet.");
    }
  }

  /** R3: an address belongs to one interface of a VNet. */
  private void addressTwice(VirtualNetwork vnet) {
    Map<IpAddress, ResourceId> owners = new HashMap<>(); // look-ups only
    for (Subnet subnet : vnet.subnets()) {
      for (NetworkInterface nic : context.resources().nicsOf(subnet)) {
        for (IpConfiguration configuration : nic.ipConfigurations()) {
          IpAddress address = configuration.privateIpAddress();
          if (address == null || !configuration.subnet().equals(subnet.id())) {
            continue;
          }
          ResourceId other = owners.putIfAbsent(address, nic.id());
          if (other != null) {
            context.refuse(
                "TP2108",
                "R3",
                configuration.origin(),
                nic.id().label() + ": " + address + " belongs to " + other.label() + " already.",
                "Give one of the two another address.");
          }
        }
      }
    }
  }
}
