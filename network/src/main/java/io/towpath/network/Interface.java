package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a node.
 *
 * <p>Directions are the node's: <em>in</em> is towards the node, <em>out</em> away from it. At the
 * port of a fabric, therefore, the inbound rules of the guest's NSGs stand in {@code filtersOut}.
 *
 * @param name unique within the node
 * @param vrf VRF that owns it
 * @param addresses primary first; empty for a layer 2 or unnumbered interface
 * @param dhcp its address comes by DHCP instead of standing in the configuration
 * @param unnumbered interface whose address is borrowed, or null
 * @param link what it connects to
 * @param parent physical interface of a sub-interface, or null
 * @param tags 802.1Q tags, outer first; empty if untagged
 * @param switchPort layer 2 role, or null on a routed interface
 * @param bridgedVlan VLAN whose broadcast domain a switched virtual interface joins; 0 if none
 * @param forwards packets that enter here may be passed on, if the node forwards at all
 * @param state up, shut down, carrier lost or silent
 * @param mtu bytes
 * @param bandwidthKbps kbit/s for the cost of OSPF; 0 if unknown
 * @param filtersIn names of filters for packets entering the node here; all must permit, in order
 * @param filtersOut names of filters for packets leaving the node here
 * @param natSide side for the node's NAT rules
 * @param owned at a fabric port, the addresses of the guest behind it
 * @param checkSourceIn packets entering here must have a source in {@code owned} (R53)
 * @param checkDestinationOut packets leaving here must have a destination in {@code owned} (R53)
 * @param ownSourcesOnly packets leaving here must have entered at a port whose {@code owned} holds
 *     their source, if that port has any: what lies beyond knows a guest by its port (R57)
 * @param answersAllArp answers ARP for every address, as a fabric does
 * @param domain domain that maps addresses to this port, or null
 * @param icmpErrorClasses classes of routes that make the source of an ICMP error known here (R211
 *     a); empty = every error may leave. An error that entered the node at an interface whose own
 *     list is empty (gateway, edge, tunnel) may leave here only if an active route of this
 *     interface's VRF, of one of these classes, covers the error's source
 * @param sendsUnreachables false after {@code no ip unreachables}: also no time exceeded is
 *     affected
 * @param sites names for latency, the most specific first, such as {@code gateway:hub-vpngw},
 *     {@code region:eastus}; empty = those of the node
 */
public record Interface(
    String name,
    String vrf,
    List<InterfaceAddress> addresses,
    boolean dhcp,
    @Nullable String unnumbered,
    LinkKind link,
    @Nullable String parent,
    List<Integer> tags,
    @Nullable SwitchPort switchPort,
    int bridgedVlan,
    boolean forwards,
    LinkState state,
    int mtu,
    long bandwidthKbps,
    List<String> filtersIn,
    List<String> filtersOut,
    NatSide natSide,
    List<IpAddress> owned,
    boolean checkSourceIn,
    boolean checkDestinationOut,
    boolean ownSourcesOnly,
    boolean answersAllArp,
    @Nullable String domain,
    List<String> icmpErrorClasses,
    boolean sendsUnreachables,
    List<String> sites,
    Origin origin) {

  public Interface {
    addresses = List.copyOf(addresses);
    tags = List.copyOf(tags);
    filtersIn = List.copyOf(filtersIn);
    filtersOut = List.copyOf(filtersOut);
    owned = List.copyOf(owned);
    icmpErrorClasses = List.copyOf(icmpErrorClasses);
    sites = List.copyOf(sites);
  }

  /** Starts an interface that is up, on a wire, without addresses. */
  public static Builder named(String name, String vrf, Origin origin) {
    return new Builder(name, vrf, origin);
  }

  /** True if configuration lets it carry packets. */
  public boolean isEnabled() {
    return state == LinkState.UP || state == LinkState.SILENT;
  }

  /** The first primary address, or null. */
  public @Nullable IpAddress primaryAddress() {
    for (InterfaceAddress candidate : addresses) {
      if (!candidate.secondary()) {
        return candidate.address();
      }
    }
    return null;
  }

  /** The same interface in another state. */
  public Interface withState(LinkState newState) {
    return toBuilder().state(newState).build();
  }

  /** A builder that starts from this interface. */
  public Builder toBuilder() {
    Builder b = new Builder(name, vrf, origin);
    b.addresses = addresses;
    b.dhcp = dhcp;
    b.unnumbered = unnumbered;
    b.link = link;
    b.parent = parent;
    b.tags = tags;
    b.switchPort = switchPort;
    b.bridgedVlan = bridgedVlan;
    b.forwards = forwards;
    b.state = state;
    b.mtu = mtu;
    b.bandwidthKbps = bandwidthKbps;
    b.filtersIn = filtersIn;
    b.filtersOut = filtersOut;
    b.natSide = natSide;
    b.owned = owned;
    b.checkSourceIn = checkSourceIn;
    b.checkDestinationOut = checkDestinationOut;
    b.ownSourcesOnly = ownSourcesOnly;
    b.answersAllArp = answersAllArp;
    b.domain = domain;
    b.icmpErrorClasses = icmpErrorClasses;
    b.sendsUnreachables = sendsUnreachables;
    b.sites = sites;
    return b;
  }

  /** Collects the optional parts of an {@link Interface}; not thread-safe. */
  public static final class Builder {
    private final String name;
    private final String vrf;
    private final Origin origin;
    private List<InterfaceAddress> addresses = List.of();
    private boolean dhcp;
    private @Nullable String unnumbered;
    private LinkKind link = LinkKind.WIRE;
    private @Nullable String parent;
    private List<Integer> tags = List.of();
    private @Nullable SwitchPort switchPort;
    private int bridgedVlan;
    private boolean forwards = true;
    private LinkState state = LinkState.UP;
    private int mtu = 1500;
    private long bandwidthKbps;
    private List<String> filtersIn = List.of();
    private List<String> filtersOut = List.of();
    private NatSide natSide = NatSide.NONE;
    private List<IpAddress> owned = List.of();
    private boolean checkSourceIn;
    private boolean checkDestinationOut;
    private boolean ownSourcesOnly;
    private boolean answersAllArp;
    private @Nullable String domain;
    private List<String> icmpErrorClasses = List.of();
    private boolean sendsUnreachables = true;
    private List<String> sites = List.of();

    private Builder(String name, String vrf, Origin origin) {
      this.name = name;
      this.vrf = vrf;
      this.origin = origin;
    }

    public Builder addresses(List<InterfaceAddress> value) {
      addresses = value;
      return this;
    }

    public Builder address(IpAddress address, int length) {
      return addresses(List.of(InterfaceAddress.of(address, length)));
    }

    public Builder dhcp(boolean value) {
      dhcp = value;
      return this;
    }

    public Builder unnumbered(@Nullable String value) {
      unnumbered = value;
      return this;
    }

    public Builder link(LinkKind value) {
      link = value;
      return this;
    }

    public Builder parent(@Nullable String value) {
      parent = value;
      return this;
    }

    public Builder tags(List<Integer> value) {
      tags = value;
      return this;
    }

    public Builder switchPort(@Nullable SwitchPort value) {
      switchPort = value;
      return this;
    }

    public Builder bridgedVlan(int value) {
      bridgedVlan = value;
      return this;
    }

    public Builder forwards(boolean value) {
      forwards = value;
      return this;
    }

    public Builder state(LinkState value) {
      state = value;
      return this;
    }

    public Builder mtu(int bytes) {
      mtu = bytes;
      return this;
    }

    public Builder bandwidthKbps(long value) {
      bandwidthKbps = value;
      return this;
    }

    public Builder filtersIn(List<String> value) {
      filtersIn = value;
      return this;
    }

    public Builder filtersOut(List<String> value) {
      filtersOut = value;
      return this;
    }

    public Builder natSide(NatSide value) {
      natSide = value;
      return this;
    }

    public Builder owned(List<IpAddress> value) {
      owned = value;
      return this;
    }

    public Builder checkSourceIn(boolean value) {
      checkSourceIn = value;
      return this;
    }

    public Builder checkDestinationOut(boolean value) {
      checkDestinationOut = value;
      return this;
    }

    public Builder ownSourcesOnly(boolean value) {
      ownSourcesOnly = value;
      return this;
    }

    public Builder answersAllArp(boolean value) {
      answersAllArp = value;
      return this;
    }

    public Builder domain(@Nullable String value) {
      domain = value;
      return this;
    }

    public Builder icmpErrorClasses(List<String> value) {
      icmpErrorClasses = value;
      return this;
    }

    public Builder sendsUnreachables(boolean value) {
      sendsUnreachables = value;
      return this;
    }

    public Builder sites(List<String> value) {
      sites = value;
      return this;
    }

    public Interface build() {
      return new Interface(
          name,
          vrf,
          addresses,
          dhcp,
          unnumbered,
          link,
          parent,
          tags,
          switchPort,
          bridgedVlan,
          forwards,
          state,
          mtu,
          bandwidthKbps,
          filtersIn,
          filtersOut,
          natSide,
          owned,
          checkSourceIn,
          checkDestinationOut,
          ownSourcesOnly,
          answersAllArp,
          domain,
          icmpErrorClasses,
          sendsUnreachables,
          sites,
          origin);
    }
  }
}
