package io.towpath.devices.ios;

import io.towpath.net.Finding;
import io.towpath.net.Unsupported;
import io.towpath.network.InterfaceAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole IOS-XE configuration, as statements. Maps keep the order of the file.
 *
 * @param file path as given
 * @param hostname name of {@code hostname}; null if there is none
 * @param routing false after {@code no ip routing}
 * @param vrfs VRFs by name, without the global table
 * @param interfaces interfaces by canonical name
 * @param staticRoutes IPv4 static routes
 * @param ospf OSPFv2 processes
 * @param bgp the BGP process; null if there is none
 * @param policies named lists, route maps and ACLs
 * @param crypto IKE and IPsec objects
 * @param nat address translation
 * @param tracks track objects by number
 * @param vlans VLANs that {@code vlan N} declares
 * @param remarks findings, by line
 * @param unsupportedLines lines that are not understood or not modelled, by line
 */
public record IosConfig(
    String file,
    @Nullable String hostname,
    boolean routing,
    Map<String, IosVrf> vrfs,
    Map<String, IosInterface> interfaces,
    List<StaticRoute> staticRoutes,
    List<OspfProcess> ospf,
    @Nullable BgpProcess bgp,
    IosPolicies policies,
    IosCrypto crypto,
    IosNat nat,
    Map<Integer, IosTrack> tracks,
    List<Integer> vlans,
    List<Remark> remarks,
    List<UnsupportedLine> unsupportedLines) {

  public IosConfig {
    vrfs = Collections.unmodifiableMap(new LinkedHashMap<>(vrfs));
    interfaces = Collections.unmodifiableMap(new LinkedHashMap<>(interfaces));
    staticRoutes = List.copyOf(staticRoutes);
    ospf = List.copyOf(ospf);
    tracks = Collections.unmodifiableMap(new LinkedHashMap<>(tracks));
    vlans = List.copyOf(vlans);
    remarks = List.copyOf(remarks);
    unsupportedLines = List.copyOf(unsupportedLines);
  }

  /**
   * The same with the addresses that DHCP gives: each {@code ip address dhcp} is followed by them.
   *
   * @param leases IPv4 addresses by interface, primary first; interfaces that are not here keep
   *     asking
   */
  public IosConfig withLeases(Map<String, List<InterfaceAddress>> leases) {
    Map<String, IosInterface> served = new LinkedHashMap<>();
    interfaces.forEach(
        (name, block) -> served.put(name, block.withLease(leases.getOrDefault(name, List.of()))));
    return new IosConfig(
        file,
        hostname,
        routing,
        vrfs,
        served,
        staticRoutes,
        ospf,
        bgp,
        policies,
        crypto,
        nat,
        tracks,
        vlans,
        remarks,
        unsupportedLines);
  }

  /** Findings, naming elements of the router under its own hostname (else the file's name). */
  public List<Finding> findings() {
    return findings(ownName());
  }

  /** Findings, naming elements of the router as {@code node}. */
  public List<Finding> findings(String node) {
    return remarks.stream().map(remark -> remark.on(file, node)).toList();
  }

  /** Unsupported lines, naming elements under the router's own hostname (else the file's name). */
  public List<Unsupported> unsupported() {
    return unsupported(ownName());
  }

  /** Unsupported lines, naming elements of the router as {@code node}. */
  public List<Unsupported> unsupported(String node) {
    return unsupportedLines.stream().map(line -> line.on(file, node)).toList();
  }

  /** The hostname, or the file's name without folder and extension where there is none. */
  public String ownName() {
    if (hostname != null) {
      return hostname;
    }
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
