package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.OspfProcess;
import io.towpath.devices.ios.Redistribution;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.OspfProcess.ForwardingAddress;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OSPF processes with the interfaces that they run on. */
final class OspfConversion {

  private static final int DISTANCE = 110;
  private static final int MAXIMUM_PATHS = 4;
  private static final long REFERENCE_BANDWIDTH_MBPS = 100;

  private final Conversion conversion;
  private final PolicyConversion policies;
  private final InterfaceConversion interfaces;
  private final RedistributionConversion redistributions;

  OspfConversion(Conversion conversion, PolicyConversion policies, InterfaceConversion interfaces) {
    this.conversion = conversion;
    this.policies = policies;
    this.interfaces = interfaces;
    this.redistributions = new RedistributionConversion(conversion, policies);
  }

  /** The processes that run: not shut down, and in a VRF that exists. */
  List<io.towpath.network.OspfProcess> convert() {
    List<io.towpath.network.OspfProcess> processes = new ArrayList<>();
    for (OspfProcess process : conversion.config.ospf()) {
      boolean shutdown =
          process.statements().stream().anyMatch(OspfProcess.Shutdown.class::isInstance);
      if (!shutdown && conversion.isDefined(process.vrf())) {
        processes.add(convert(process));
      }
    }
    return processes;
  }

  /** What the lines of a process come to. */
  private static final class Settings {
    private @Nullable IpAddress routerId;
    private final List<OspfProcess.Network> networks = new ArrayList<>();
    private boolean passiveByDefault;
    private final Map<String, Boolean> passive = new LinkedHashMap<>();
    private final List<Redistribution> redistributions = new ArrayList<>();
    private @Nullable DefaultOriginate defaultOriginate;
    private long referenceBandwidth = REFERENCE_BANDWIDTH_MBPS;
    private int distance = DISTANCE;
    private int maximumPaths = MAXIMUM_PATHS;
    private @Nullable Long defaultMetric;
  }

  private io.towpath.network.OspfProcess convert(OspfProcess process) {
    Settings settings = new Settings();
    process.statements().forEach(statement -> apply(statement, settings));
    List<io.towpath.network.Redistribution> taken = new ArrayList<>();
    for (Redistribution line : settings.redistributions) {
      taken.addAll(redistributions.intoOspf(line, settings.defaultMetric));
    }
    return new io.towpath.network.OspfProcess(
        Integer.toString(process.id()),
        conversion.vrfName(process.vrf()),
        settings.routerId,
        interfacesOf(process, settings),
        taken,
        settings.defaultOriginate,
        settings.referenceBandwidth,
        settings.distance,
        settings.maximumPaths,
        ForwardingAddress.ON_LAN,
        conversion.origin(process.line()));
  }

  private void apply(OspfProcess.Statement statement, Settings settings) {
    switch (statement) {
      case OspfProcess.RouterId(_, Ipv4Address id) -> settings.routerId = id;
      case OspfProcess.Network network -> settings.networks.add(network);
      case OspfProcess.Passive(_, String name, boolean on) -> {
        if (name == null) {
          settings.passiveByDefault = on;
        } else {
          settings.passive.put(name, on);
        }
      }
      case OspfProcess.Redistribute(Redistribution what) -> settings.redistributions.add(what);
      case OspfProcess.DefaultOriginate(
              int line,
              boolean always,
              Long metric,
              int type,
              String map) -> {
        RoutePolicy policy = map == null ? null : policies.routeMap(map, line);
        // RFC 2328 leaves the metric to the router: IOS-XE takes 1.
        settings.defaultOriginate =
            new DefaultOriginate(
                always, metric == null ? 1 : metric, type, policy, conversion.origin(line));
      }
      case OspfProcess.ReferenceBandwidth(_, long mbps) -> settings.referenceBandwidth = mbps;
      case OspfProcess.Distance(_, Integer intraArea, _, _) -> {
        if (intraArea != null) {
          settings.distance = intraArea;
        }
      }
      case OspfProcess.MaximumPaths(_, int paths) -> settings.maximumPaths = paths;
      case OspfProcess.DefaultMetric(_, long metric) -> settings.defaultMetric = metric;
      case OspfProcess.Shutdown(_) -> {
        // A process that is shut down is not converted at all.
      }
    }
  }

  private List<OspfInterface> interfacesOf(OspfProcess process, Settings settings) {
    List<OspfInterface> all = new ArrayList<>();
    String vrf = conversion.vrfName(process.vrf());
    for (IosInterface block : conversion.config.interfaces().values()) {
      Interface iface = interfaces.named(block.name());
      if (iface == null || !iface.vrf().equals(vrf)) {
        continue;
      }
      InterfaceStatement.OspfArea explicit = explicitArea(block);
      if (explicit != null) {
        // "ip ospf N area A" takes the interface away from every network statement.
        if (explicit.process() == process.id()) {
          all.add(convert(block, explicit.area(), explicit.line(), settings));
        }
        continue;
      }
      OspfProcess.Network network = network(settings.networks, addressOf(iface));
      if (network != null) {
        all.add(convert(block, network.area(), network.line(), settings));
      }
    }
    return all;
  }

  private static InterfaceStatement.@Nullable OspfArea explicitArea(IosInterface block) {
    InterfaceStatement.OspfArea last = null;
    for (InterfaceStatement statement : block.statements()) {
      if (statement instanceof InterfaceStatement.OspfArea area) {
        last = area;
      }
    }
    return last;
  }

  private @Nullable IpAddress addressOf(Interface iface) {
    if (iface.primaryAddress() != null || iface.unnumbered() == null) {
      return iface.primaryAddress();
    }
    Interface lender = interfaces.named(iface.unnumbered());
    return lender == null ? null : lender.primaryAddress();
  }

  /** The most specific network statement that covers the address, the first of equal ones. */
  private static OspfProcess.@Nullable Network network(
      List<OspfProcess.Network> networks, @Nullable IpAddress address) {
    OspfProcess.Network best = null;
    for (OspfProcess.Network network : networks) {
      boolean covers =
          address instanceof Ipv4Address(int bits)
              && ((bits ^ network.address().bits()) & ~network.wildcard()) == 0;
      if (covers
          && (best == null || Integer.compareUnsigned(network.wildcard(), best.wildcard()) < 0)) {
        best = network;
      }
    }
    return best;
  }

  private OspfInterface convert(IosInterface block, long area, int line, Settings settings) {
    boolean loopback = block.name().startsWith("Loopback");
    boolean pointToPoint = block.name().startsWith("Tunnel") || block.name().startsWith("Serial");
    int cost = 0;
    int priority = 1;
    int hello = 10;
    int dead = 0;
    InterfaceStatement.Bfd bfd = null;
    for (InterfaceStatement statement : block.statements()) {
      switch (statement) {
        case InterfaceStatement.OspfCost(_, int value) -> cost = value;
        case InterfaceStatement.OspfNetworkType(_, String type) ->
            pointToPoint = type.equals("point-to-point");
        case InterfaceStatement.OspfPriority(_, int value) -> priority = value;
        case InterfaceStatement.OspfHello(_, int seconds) -> hello = seconds;
        case InterfaceStatement.OspfDead(_, int seconds) -> dead = seconds;
        case InterfaceStatement.Bfd interval -> bfd = interval;
        default -> {
          // Not about OSPF.
        }
      }
    }
    Timers timers =
        new Timers(
            Duration.ofSeconds(dead > 0 ? dead : 4L * hello),
            Duration.ofSeconds(hello),
            Timers.OSPF.connectRetry(),
            null,
            0);
    if (bfd != null) {
      timers = timers.withBfd(Duration.ofMillis(bfd.transmitMilliseconds()), bfd.multiplier());
    }
    return new OspfInterface(
        block.name(),
        area,
        cost,
        pointToPoint,
        loopback || settings.passive.getOrDefault(block.name(), settings.passiveByDefault),
        priority,
        timers,
        conversion.origin(line));
  }
}
