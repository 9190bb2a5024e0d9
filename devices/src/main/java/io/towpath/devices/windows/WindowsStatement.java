package io.towpath.devices.windows;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.Filter.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one command of a script says. Later statements replace earlier ones where both speak. */
public sealed interface WindowsStatement {

  /** Line at which the command begins, 1-based. */
  int line();

  /**
   * {@code New-NetIPAddress}.
   *
   * @param gateway default gateway; null if none is given
   */
  record Address(
      int line, String iface, Ipv4Address address, int length, @Nullable Ipv4Address gateway)
      implements WindowsStatement {}

  /**
   * {@code Set-NetIPInterface}. What is null is left as it is.
   *
   * @param iface name, in which {@code *} and {@code ?} stand for others; null = every interface
   * @param metric interface metric; {@link #AUTOMATIC} = that of its speed
   */
  record InterfaceSettings(
      int line,
      @Nullable String iface,
      @Nullable Boolean forwarding,
      @Nullable Boolean dhcp,
      @Nullable Integer metric)
      implements WindowsStatement {
    /** No metric of its own. */
    public static final int AUTOMATIC = 0;
  }

  /** {@code Rename-NetAdapter}. */
  record AdapterName(int line, String from, String to) implements WindowsStatement {}

  /** {@code Rename-Computer}, or the computer that {@code Invoke-Command} names. */
  record ComputerName(int line, String name) implements WindowsStatement {}

  /**
   * {@code New-NetRoute}, {@code route add}, {@code netsh … add route}, or a persistent route of
   * Routing and Remote Access.
   *
   * @param iface null = the interface on whose subnet the next hop lies
   * @param nextHop null = the destinations themselves are neighbours
   * @param metric metric of the route; the metric of its interface is added to it
   */
  record StaticRoute(
      int line, Prefix prefix, @Nullable String iface, @Nullable Ipv4Address nextHop, int metric)
      implements WindowsStatement {}

  /** Kinds of virtual switch. */
  enum SwitchType {
    /** Guests and the host. */
    INTERNAL,
    /** Guests, the host and a network adapter. */
    EXTERNAL,
    /** Guests alone. */
    PRIVATE
  }

  /**
   * {@code New-VMSwitch}.
   *
   * @param adapter network adapter of an external switch, else null
   * @param hostAttached false if the host has no interface on it
   */
  record VirtualSwitch(
      int line, String name, SwitchType type, @Nullable String adapter, boolean hostAttached)
      implements WindowsStatement {
    /** Name of the host's interface on it. */
    public String hostInterface() {
      return "vEthernet (" + name + ")";
    }
  }

  /** {@code Install-WindowsFeature}: names in lower case. */
  record Features(int line, List<String> names) implements WindowsStatement {
    public Features {
      names = List.copyOf(names);
    }
  }

  /** {@code Add-DhcpServerv4Scope}. */
  record DhcpScope(
      int line, String name, Ipv4Address first, Ipv4Address last, int length, boolean active)
      implements WindowsStatement {
    /** Number of the scope, which other cmdlets name it by. */
    public Ipv4Address id() {
      return (Ipv4Address) new Prefix(first, length).network();
    }
  }

  /**
   * {@code Set-DhcpServerv4OptionValue}.
   *
   * @param scope null = every scope
   * @param routers null = not said
   * @param dnsServers null = not said
   */
  record DhcpOptions(
      int line,
      @Nullable Ipv4Address scope,
      @Nullable List<Ipv4Address> routers,
      @Nullable List<Ipv4Address> dnsServers)
      implements WindowsStatement {
    public DhcpOptions {
      routers = routers == null ? null : List.copyOf(routers);
      dnsServers = dnsServers == null ? null : List.copyOf(dnsServers);
    }
  }

  /**
   * {@code Add-DhcpServerv4Reservation}.
   *
   * @param client name of the client; empty if only its hardware address is given
   */
  record DhcpReservation(int line, Ipv4Address scope, Ipv4Address address, String client)
      implements WindowsStatement {}

  /** {@code Add-DhcpServerv4ExclusionRange}. */
  record DhcpExclusion(int line, Ipv4Address scope, Ipv4Address first, Ipv4Address last)
      implements WindowsStatement {}

  /**
   * {@code New-NetNat}.
   *
   * @param internal sources that it translates; null = all
   * @param external subnet of the interface whose address it uses; null = not said
   */
  record NatInstance(int line, String name, @Nullable Prefix internal, @Nullable Prefix external)
      implements WindowsStatement {}

  /** {@code Add-NetNatExternalAddress}: ports of an address that a NAT may use. */
  record NatExternalAddress(int line, String nat, Ipv4Address address, PortRange ports)
      implements WindowsStatement {}

  /**
   * {@code Add-NetNatStaticMapping}, or a port mapping of Routing and Remote Access.
   *
   * @param nat name of the NAT; null for the NAT of Routing and Remote Access
   * @param external null = the address of the outside interface
   * @param iface interface of a port mapping of Routing and Remote Access, else null
   */
  record NatStaticMapping(
      int line,
      @Nullable String nat,
      @Nullable String iface,
      int protocol,
      @Nullable Ipv4Address external,
      int externalPort,
      Ipv4Address internal,
      int internalPort)
      implements WindowsStatement {}

  /**
   * {@code New-NetFirewallRule}. An empty list = any.
   *
   * @param protocol IP protocol; 0 = any
   * @param icmpTypes ICMP types
   */
  record FirewallRule(
      int line,
      String name,
      boolean inbound,
      boolean allow,
      int protocol,
      List<Integer> icmpTypes,
      List<PortRange> localPorts,
      List<PortRange> remotePorts,
      List<Prefix> localAddresses,
      List<Prefix> remoteAddresses)
      implements WindowsStatement {
    public FirewallRule {
      icmpTypes = List.copyOf(icmpTypes);
      localPorts = List.copyOf(localPorts);
      remotePorts = List.copyOf(remotePorts);
      localAddresses = List.copyOf(localAddresses);
      remoteAddresses = List.copyOf(remoteAddresses);
    }
  }

  /** {@code Set-NetFirewallProfile -Enabled}, for all profiles. */
  record FirewallState(int line, boolean enabled) implements WindowsStatement {}

  /** {@code Install-RemoteAccess -VpnType RoutingOnly}, or {@code IPEnableRouter} of TCP/IP. */
  record Routing(int line) implements WindowsStatement {}

  /** How Routing and Remote Access takes part in NAT on an interface. */
  enum NatMode {
    /** Translates what leaves here. */
    FULL,
    /** Faces the private network. */
    PRIVATE
  }

  /** {@code netsh routing ip nat add interface}. */
  record NatInterface(int line, String iface, NatMode mode) implements WindowsStatement {}
}
