package io.towpath.network;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks a joined network for contradictions that no front end can see alone: references to
 * nothing, addresses that exist twice on one broadcast domain, hosts outside their subnet.
 */
final class NetworkValidation {
  /** Addresses of hosts that nobody gave one (RFC 3927): they lie on every link. */
  private static final Prefix LINK_LOCAL = Prefix.parse("169.254.0.0/16");

  private final Network network;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<InterfaceRef, Segment> segmentOf = new HashMap<>();
  private final Map<InterfaceRef, Interface> interfaces = new HashMap<>();

  private NetworkValidation(Network network) {
    this.network = network;
    for (Segment segment : network.segments().values()) {
      segment.members().forEach(member -> segmentOf.put(member, segment));
    }
    for (Node node : network.nodes().values()) {
      for (Interface iface : node.interfaces()) {
        interfaces.put(new InterfaceRef(node.name(), iface.name()), iface);
      }
    }
  }

  /** All contradictions of a network. */
  static List<Finding> check(Network network) {
    NetworkValidation validation = new NetworkValidation(network);
    network.nodes().values().forEach(validation::checkNode);
    network.segments().values().forEach(validation::checkSegment);
    validation.checkHosts();
    return validation.findings;
  }

  private void checkNode(Node node) {
    Set<String> vrfNames = new HashSet<>();
    node.vrfs().forEach(vrf -> vrfNames.add(vrf.name()));
    Map<String, Interface> ownerOf = new HashMap<>();
    for (Interface iface : node.interfaces()) {
      if (!vrfNames.contains(iface.vrf())) {
        findings.add(
            Finding.error(
                "TP4011",
                iface.origin(),
                "The interface "
                    + node.name()
                    + ":"
                    + iface.name()
                    + " is in VRF \""
                    + iface.vrf()
                    + "\", which does not exist.",
                "Define the VRF, or move the interface."));
      }
      for (InterfaceAddress address : iface.addresses()) {
        Interface twin = ownerOf.putIfAbsent(iface.vrf() + " " + address.address(), iface);
        if (twin != null && iface.isEnabled() && twin.isEnabled()) {
          findings.add(
              Finding.error(
                  "TP4012",
                  iface.origin(),
                  node.name()
                      + " has the address "
                      + address.address()
                      + " on "
                      + twin.name()
                      + " and on "
                      + iface.name()
                      + " of the same VRF.",
                  "Give one of them another address."));
        }
      }
    }
    for (Vrf vrf : node.vrfs()) {
      for (String layer : vrf.layers()) {
        if (!network.layers().containsKey(layer)) {
          findings.add(
              Finding.error(
                  "TP4013",
                  vrf.origin(),
                  "The VRF "
                      + node.name()
                      + "/"
                      + vrf.name()
                      + " uses the layer \""
                      + layer
                      + "\", which does not exist.",
                  ""));
        }
      }
    }
  }

  private void checkSegment(Segment segment) {
    Map<IpAddress, InterfaceRef> seen = new TreeMap<>();
    for (InterfaceRef member : segment.members()) {
      Interface iface = interfaces.get(member);
      if (iface == null) {
        findings.add(
            Finding.error(
                "TP4014",
                segment.origin(),
                "The segment \""
                    + segment.name()
                    + "\" names "
                    + member
                    + ", which does not exist.",
                ""));
        continue;
      }
      if (!iface.isEnabled()) {
        continue;
      }
      for (InterfaceAddress address : iface.addresses()) {
        InterfaceRef twin = seen.putIfAbsent(address.address(), member);
        if (twin != null) {
          twice(address.address(), twin.toString(), member.toString(), iface.origin());
        }
      }
    }
  }

  private void checkHosts() {
    Map<String, Map<IpAddress, String>> seen = new HashMap<>();
    for (Host host : network.hosts().values()) {
      Interface at = interfaces.get(host.attachedTo());
      if (at == null) {
        findings.add(
            Finding.error(
                "TP4015",
                host.origin(),
                "The host \""
                    + host.name()
                    + "\" sits on "
                    + host.attachedTo()
                    + ", which does not exist.",
                "Name a device and one of its interfaces."));
        continue;
      }
      Segment segment = segmentOf.get(host.attachedTo());
      String domain = segment == null ? host.attachedTo().toString() : segment.name();
      Map<IpAddress, String> taken = seen.computeIfAbsent(domain, k -> owners(segment, host));
      for (IpAddress address : host.addresses()) {
        String twin = taken.putIfAbsent(address, host.name());
        if (twin != null && !at.owned().contains(address)) {
          twice(address, twin, host.name(), host.origin());
        }
      }
      checkSubnet(host, at);
    }
    checkAddressesInDomains();
  }

  /**
   * A host behind a node with ports of a fabric shares that fabric's addresses: a block kept for
   * such hosts must stay empty there (R252).
   */
  private void checkAddressesInDomains() {
    Map<String, Set<String>> domainsOf = new HashMap<>();
    for (Segment segment : network.segments().values()) {
      for (InterfaceRef member : segment.members()) {
        Interface port = interfaces.get(member);
        if (port != null && port.domain() != null) {
          for (InterfaceRef guest : segment.members()) {
            domainsOf.computeIfAbsent(guest.node(), k -> new TreeSet<>()).add(port.domain());
          }
        }
      }
    }
    for (Host host : network.hosts().values()) {
      Interface at = interfaces.get(host.attachedTo());
      if (at == null || at.domain() != null) {
        continue;
      }
      for (String domain : domainsOf.getOrDefault(host.attachedTo().node(), Set.of())) {
        Domain ports = network.domains().get(domain);
        String owner = ports == null ? null : ports.ports().get(host.address());
        if (owner != null) {
          findings.add(
              NetworkKinds.ADDRESS_ON_BOTH_SIDES
                  .at(
                      host.origin(),
                      "The host \""
                          + host.name()
                          + "\" has the address "
                          + host.address()
                          + ", which "
                          + owner
                          + " has in the network of "
                          + host.attachedTo().node()
                          + " too.")
                  .affecting(List.of(host.name())));
        }
      }
    }
  }

  private Map<IpAddress, String> owners(
      @org.jspecify.annotations.Nullable Segment segment, Host host) {
    Map<IpAddress, String> taken = new HashMap<>();
    List<InterfaceRef> members = segment == null ? List.of(host.attachedTo()) : segment.members();
    for (InterfaceRef member : members) {
      Interface iface = interfaces.get(member);
      if (iface != null) {
        iface.addresses().forEach(a -> taken.put(a.address(), member.toString()));
      }
    }
    return taken;
  }

  private void checkSubnet(Host host, Interface at) {
    if (at.addresses().isEmpty() || LINK_LOCAL.contains(host.address())) {
      return;
    }
    boolean inside = at.addresses().stream().anyMatch(a -> a.subnet().contains(host.address()));
    if (!inside) {
      findings.add(
          NetworkKinds.HOST_OUTSIDE_THE_SUBNET
              .at(
                  host.origin(),
                  "The host \""
                      + host.name()
                      + "\" has "
                      + host.address()
                      + ", which lies in no subnet of "
                      + host.attachedTo()
                      + ".")
              .affecting(List.of(host.name())));
    }
    IpAddress gateway = host.gateway();
    if (gateway != null && !new Prefix(host.address(), host.prefixLength()).contains(gateway)) {
      findings.add(
          NetworkKinds.GATEWAY_OUTSIDE_THE_SUBNET
              .at(
                  host.origin(),
                  "The gateway "
                      + gateway
                      + " of host \""
                      + host.name()
                      + "\" lies outside its own subnet.")
              .affecting(List.of(host.name())));
    }
  }

  private void twice(IpAddress address, String first, String second, Origin origin) {
    findings.add(
        Finding.error(
            "TP4010",
            origin,
            "The address "
                + address
                + " exists twice on one network: "
                + first
                + " and "
                + second
                + ".",
            "Give one of them another address."));
  }
}
