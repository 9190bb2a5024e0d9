package io.towpath.estate.file;

import io.towpath.azure.Profile;
import io.towpath.azure.access.Principal;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.GuestFirewall;
import io.towpath.network.InterfaceAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@code estate.yaml} as written. Paths are relative to its folder; names are not yet looked up.
 *
 * @param path the file
 * @param name what the estate is called; the folder's name if it does not say
 * @param profile which documented behaviour of Azure applies
 * @param autoCables {@code auto} stands among the cables
 * @param failures named failures, in order
 */
public record EstateFile(
    Path path,
    String name,
    Profile profile,
    List<ResourceSource> azure,
    List<DeviceSource> devices,
    List<NatEntry> translators,
    List<HostEntry> hosts,
    List<PointToSiteClient> clients,
    List<OutsideEntry> outside,
    boolean autoCables,
    List<CableEntry> cables,
    List<LatencyEntry> latencies,
    AssignedAddresses assigned,
    GuestSettings guests,
    List<Principal> principals,
    List<PinEntry> pins,
    Map<String, FailureSpec> failures,
    List<Expectation> expectations) {

  public EstateFile {
    azure = List.copyOf(azure);
    devices = List.copyOf(devices);
    translators = List.copyOf(translators);
    hosts = List.copyOf(hosts);
    clients = List.copyOf(clients);
    outside = List.copyOf(outside);
    cables = List.copyOf(cables);
    latencies = List.copyOf(latencies);
    principals = List.copyOf(principals);
    pins = List.copyOf(pins);
    failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    expectations = List.copyOf(expectations);
  }

  /** Folder that paths are relative to. */
  public Path folder() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /**
   * Files with resources or lists of service tags.
   *
   * @param patterns files with resources
   * @param serviceTags files with Microsoft's lists of service tags
   * @param stamp the Azure Stack that they are on; null = Azure
   * @param subscription completes ids that lack it
   * @param resourceGroup likewise
   */
  public record ResourceSource(
      List<String> patterns,
      List<String> serviceTags,
      @Nullable String stamp,
      @Nullable String subscription,
      @Nullable String resourceGroup,
      Origin origin) {
    public ResourceSource {
      patterns = List.copyOf(patterns);
      serviceTags = List.copyOf(serviceTags);
    }
  }

  /**
   * One configuration, or a folder of them. Exactly one of {@code config}, {@code folder}.
   *
   * @param vm virtual machine whose guest it is, and whose name it takes; only with {@code config}
   */
  public record DeviceSource(
      @Nullable String name,
      @Nullable String vm,
      @Nullable String config,
      @Nullable String folder,
      String dialect,
      @Nullable String site,
      Origin origin) {}

  /**
   * A node that translates between two networks by fixed mappings.
   *
   * @param outside its addresses outside, with the length of the subnet; the first is the primary
   * @param gateway next hop outside
   * @param inside what lies behind it
   */
  public record NatEntry(
      String name,
      List<InterfaceAddress> outside,
      @Nullable IpAddress gateway,
      List<Prefix> inside,
      List<Mapping> mappings,
      Origin origin) {
    public NatEntry {
      outside = List.copyOf(outside);
      inside = List.copyOf(inside);
      mappings = List.copyOf(mappings);
    }

    /** A port of an address outside that is one of an address inside. */
    public record Mapping(int protocol, Socket outside, Socket inside, Origin origin) {}

    /** An address and a port. */
    public record Socket(IpAddress address, int port) {}
  }

  /**
   * A host.
   *
   * @param address null = it asks for one by DHCP; then {@code length} is 0 and there is no gateway
   * @param firewall what it takes from others; null = everything
   */
  public record HostEntry(
      String name,
      @Nullable IpAddress address,
      int length,
      @Nullable IpAddress gateway,
      String on,
      boolean windows,
      @Nullable GuestFirewall firewall,
      Origin origin) {}

  /** A neighbour without configuration. */
  public record OutsideEntry(String at, long asn, List<Prefix> announces, Origin origin) {
    public OutsideEntry {
      announces = List.copyOf(announces);
    }
  }

  /** A cable by the names of its ends. */
  public record CableEntry(String from, String to, @Nullable Duration latency, Origin origin) {}

  /** A latency between two places. */
  public record LatencyEntry(String a, String b, Duration oneWay, Origin origin) {}

  /** A pin by names. */
  public record PinEntry(String from, String to, String via, Origin origin) {}
}
