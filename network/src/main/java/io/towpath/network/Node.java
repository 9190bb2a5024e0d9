package io.towpath.network;

import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node with routing: a router, a guest that forwards, a gateway instance, a provider edge router,
 * a fabric.
 *
 * @param name unique within the network; a stable key
 * @param kind what it is
 * @param forwards true if packets for others are forwarded (guest operating system switch)
 * @param vrfs at least one
 * @param interfaces in the order of the configuration
 * @param bgp BGP speakers, at most one for each VRF
 * @param ospf OSPF processes
 * @param tunnels tunnel ends
 * @param nat translations, in order
 * @param hops TTL accounting
 * @param services what it answers itself
 * @param firewall names of filters that packets for the node itself must pass, in order; answers to
 *     what it sent itself pass them
 * @param windows true if its own traceroute is Windows {@code tracert}
 * @param sites names for latency, most specific first
 */
public record Node(
    String name,
    NodeKind kind,
    boolean forwards,
    List<Vrf> vrfs,
    List<Interface> interfaces,
    List<BgpSpeaker> bgp,
    List<OspfProcess> ospf,
    List<TunnelEnd> tunnels,
    List<NatRule> nat,
    HopProfile hops,
    Services services,
    List<String> firewall,
    boolean windows,
    List<String> sites,
    Origin origin) {

  public Node {
    vrfs = List.copyOf(vrfs);
    interfaces = List.copyOf(interfaces);
    bgp = List.copyOf(bgp);
    ospf = List.copyOf(ospf);
    tunnels = List.copyOf(tunnels);
    nat = List.copyOf(nat);
    firewall = List.copyOf(firewall);
    sites = List.copyOf(sites);
  }

  /** Starts a forwarding node with the hop profile of a router. */
  public static Builder named(String name, NodeKind kind, Origin origin) {
    return new Builder(name, kind, origin);
  }

  /** The VRF of that name, or null. */
  public @Nullable Vrf vrf(String vrfName) {
    for (Vrf vrf : vrfs) {
      if (vrf.name().equals(vrfName)) {
        return vrf;
      }
    }
    return null;
  }

  /** The interface of that name, or null. Linear: engines index for themselves. */
  public @Nullable Interface findInterface(String interfaceName) {
    for (Interface candidate : interfaces) {
      if (candidate.name().equals(interfaceName)) {
        return candidate;
      }
    }
    return null;
  }

  /** A builder that starts from this node. */
  public Builder toBuilder() {
    Builder b = new Builder(name, kind, origin);
    b.forwards = forwards;
    b.vrfs = vrfs;
    b.interfaces = interfaces;
    b.bgp = bgp;
    b.ospf = ospf;
    b.tunnels = tunnels;
    b.nat = nat;
    b.hops = hops;
    b.services = services;
    b.firewall = firewall;
    b.windows = windows;
    b.sites = sites;
    return b;
  }

  /** Collects the optional parts of a {@link Node}; not thread-safe. */
  public static final class Builder {
    private final String name;
    private final NodeKind kind;
    private final Origin origin;
    private boolean forwards = true;
    private List<Vrf> vrfs = List.of();
    private List<Interface> interfaces = List.of();
    private List<BgpSpeaker> bgp = List.of();
    private List<OspfProcess> ospf = List.of();
    private List<TunnelEnd> tunnels = List.of();
    private List<NatRule> nat = List.of();
    private HopProfile hops = HopProfile.ROUTER;
    private Services services = Services.ASSUMED;
    private List<String> firewall = List.of();
    private boolean windows;
    private List<String> sites = List.of();

    private Builder(String name, NodeKind kind, Origin origin) {
      this.name = name;
      this.kind = kind;
      this.origin = origin;
    }

    public Builder forwards(boolean value) {
      forwards = value;
      return this;
    }

    public Builder vrfs(List<Vrf> value) {
      vrfs = value;
      return this;
    }

    public Builder interfaces(List<Interface> value) {
      interfaces = value;
      return this;
    }

    public Builder bgp(List<BgpSpeaker> value) {
      bgp = value;
      return this;
    }

    public Builder ospf(List<OspfProcess> value) {
      ospf = value;
      return this;
    }

    public Builder tunnels(List<TunnelEnd> value) {
      tunnels = value;
      return this;
    }

    public Builder nat(List<NatRule> value) {
      nat = value;
      return this;
    }

    public Builder hops(HopProfile value) {
      hops = value;
      return this;
    }

    public Builder services(Services value) {
      services = value;
      return this;
    }

    public Builder firewall(List<String> value) {
      firewall = value;
      return this;
    }

    public Builder windows(boolean value) {
      windows = value;
      return this;
    }

    public Builder sites(List<String> value) {
      sites = value;
      return this;
    }

    public Node build() {
      return new Node(
          name,
          kind,
          forwards,
          vrfs,
          interfaces,
          bgp,
          ospf,
          tunnels,
          nat,
          hops,
          services,
          firewall,
          windows,
          sites,
          origin);
    }
  }
}
