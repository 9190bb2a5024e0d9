package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.BgpProcess;
import io.towpath.devices.ios.BgpProcess.Family;
import io.towpath.devices.ios.BgpProcess.Section;
import io.towpath.devices.ios.Redistribution;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Aggregate;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.BgpSpeaker.Options;
import io.towpath.network.Interface;
import io.towpath.network.RoutePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The BGP process as one speaker for each VRF. */
final class BgpConversion {

  private static final Section NOTHING = new Section(List.of(), Map.of());

  private final Conversion conversion;
  private final PolicyConversion policies;
  private final InterfaceConversion interfaces;
  private final RedistributionConversion redistributions;

  BgpConversion(Conversion conversion, PolicyConversion policies, InterfaceConversion interfaces) {
    this.conversion = conversion;
    this.policies = policies;
    this.interfaces = interfaces;
    this.redistributions = new RedistributionConversion(conversion, policies);
  }

  /** The speakers: of the global table, unless nothing is said for it, then of the VRFs. */
  List<BgpSpeaker> convert() {
    BgpProcess bgp = conversion.config.bgp();
    if (bgp == null) {
      return List.of();
    }
    List<BgpSpeaker> speakers = new ArrayList<>();
    Family global = null;
    for (Family family : bgp.families()) {
      if (family.vrf() == null) {
        global = family;
      }
    }
    BgpSpeaker speaker = speaker(bgp, global, null, bgp.line());
    boolean onlyVrfs = global == null && !bgp.families().isEmpty();
    if (!onlyVrfs || !speaker.peers().isEmpty() || !speaker.networks().isEmpty()) {
      speakers.add(speaker);
    }
    for (Family family : bgp.families()) {
      if (family.vrf() != null && conversion.isDefined(family.vrf())) {
        speakers.add(speaker(bgp, family, family.vrf(), family.line()));
      }
    }
    return speakers;
  }

  /** What the statements that are not about neighbors come to. */
  private static final class Settings {
    private @Nullable IpAddress routerId;
    private @Nullable IpAddress clusterId;
    private int externalPaths = 1;
    private int internalPaths = 1;
    private boolean relax;
    private boolean alwaysCompareMed;
    private boolean compareRouterId;
    private long localPreference = Options.IOS.defaultLocalPreference();
    private int externalDistance = Options.IOS.externalDistance();
    private int internalDistance = Options.IOS.internalDistance();
    private int localDistance = Options.IOS.localDistance();
    private boolean ipv4ByDefault = true;
    private BgpProcess.@Nullable Timers timers;
    private @Nullable Long defaultMetric;
    private BgpProcess.@Nullable DefaultInformationOriginate defaultInformation;
    private final List<BgpProcess.Network> networks = new ArrayList<>();
    private final List<BgpProcess.Aggregate> aggregates = new ArrayList<>();
    private final List<Redistribution> redistributions = new ArrayList<>();

    private Options options() {
      return new Options(
          externalPaths,
          internalPaths,
          relax ? MultipathAsPath.SAME_LENGTH : MultipathAsPath.SAME,
          true,
          alwaysCompareMed,
          compareRouterId,
          localPreference,
          clusterId,
          externalDistance,
          internalDistance,
          localDistance);
    }
  }

  private BgpSpeaker speaker(
      BgpProcess bgp, @Nullable Family family, @Nullable String vrf, int line) {
    Settings settings = new Settings();
    for (BgpProcess.Statement statement : bgp.process().statements()) {
      // Of what stands outside the families, a VRF takes only what concerns the whole process.
      if (vrf == null || isOfProcess(statement)) {
        apply(statement, settings);
      }
    }
    Section section = family == null ? NOTHING : family.section();
    section.statements().forEach(statement -> apply(statement, settings));
    NeighborConversion neighbors =
        new NeighborConversion(conversion, policies, bgp, section, vrf != null);
    List<BgpPeer> peers = neighbors.convert(settings.ipv4ByDefault || vrf != null, settings.timers);
    return new BgpSpeaker(
        conversion.vrfName(vrf),
        bgp.asn(),
        settings.routerId,
        settings.options(),
        networks(settings),
        aggregates(settings),
        redistributions(settings),
        peers,
        BgpSpeaker.Install.ALL,
        conversion.origin(line));
  }

  private static boolean isOfProcess(BgpProcess.Statement statement) {
    return switch (statement) {
      case BgpProcess.RouterId _,
          BgpProcess.RouterIdOf _,
          BgpProcess.ClusterId _,
          BgpProcess.Switch _,
          BgpProcess.DefaultLocalPreference _,
          BgpProcess.Timers _ ->
          true;
      case BgpProcess.Network _,
          BgpProcess.Aggregate _,
          BgpProcess.Redistribute _,
          BgpProcess.DefaultInformationOriginate _,
          BgpProcess.MaximumPaths _,
          BgpProcess.Distance _,
          BgpProcess.DefaultMetric _ ->
          false;
    };
  }

  private void apply(BgpProcess.Statement statement, Settings settings) {
    switch (statement) {
      case BgpProcess.RouterId(_, var id) -> settings.routerId = id;
      case BgpProcess.RouterIdOf(_, String name) -> {
        Interface lender = interfaces.named(name);
        settings.routerId = lender == null ? null : lender.primaryAddress();
      }
      case BgpProcess.ClusterId(_, var id) -> settings.clusterId = id;
      case BgpProcess.Switch(_, BgpProcess.Option option, boolean on) -> {
        switch (option) {
          case MULTIPATH_RELAX -> settings.relax = on;
          case COMPARE_ROUTER_ID -> settings.compareRouterId = on;
          case ALWAYS_COMPARE_MED -> settings.alwaysCompareMed = on;
          case DEFAULT_IPV4_UNICAST -> settings.ipv4ByDefault = on;
          // MED is compared deterministically anyway; the others are noted as not modelled.
          case DETERMINISTIC_MED, AS_PATH_IGNORE, MISSING_MED_WORST -> {}
        }
      }
      case BgpProcess.DefaultLocalPreference(_, long value) -> settings.localPreference = value;
      case BgpProcess.Network network -> settings.networks.add(network);
      case BgpProcess.Aggregate aggregate -> settings.aggregates.add(aggregate);
      case BgpProcess.Redistribute(Redistribution what) -> settings.redistributions.add(what);
      case BgpProcess.DefaultInformationOriginate originate ->
          settings.defaultInformation = originate;
      case BgpProcess.MaximumPaths(_, BgpProcess.PathKind kind, int paths) -> {
        switch (kind) {
          case EBGP -> settings.externalPaths = paths;
          case IBGP -> settings.internalPaths = paths;
          case EIBGP -> {
            settings.externalPaths = paths;
            settings.internalPaths = paths;
          }
        }
      }
      case BgpProcess.Distance(_, int external, int internal, int local) -> {
        settings.externalDistance = external;
        settings.internalDistance = internal;
        settings.localDistance = local;
      }
      case BgpProcess.DefaultMetric(_, long metric) -> settings.defaultMetric = metric;
      case BgpProcess.Timers timers -> settings.timers = timers;
    }
  }

  private List<NetworkStatement> networks(Settings settings) {
    List<NetworkStatement> networks = new ArrayList<>();
    for (BgpProcess.Network network : settings.networks) {
      String map = network.routeMap();
      networks.add(
          new NetworkStatement(
              network.prefix(),
              map == null ? null : policies.routeMap(map, network.line()),
              true,
              conversion.origin(network.line())));
    }
    if (settings.defaultInformation != null && !settings.redistributions.isEmpty()) {
      networks.add(redistributedDefault(settings.defaultInformation, settings.redistributions));
    }
    return networks;
  }

  /** {@code default-information originate}: a redistributed protocol may bring the default too. */
  private NetworkStatement redistributedDefault(
      BgpProcess.DefaultInformationOriginate statement, List<Redistribution> redistributed) {
    Origin origin = conversion.origin(statement.line());
    List<String> classes = new ArrayList<>();
    for (Redistribution line : redistributed) {
      classes.add(line.source().name().toLowerCase(Locale.ROOT));
    }
    RoutePolicy policy =
        new RoutePolicy(
            "default-information originate",
            List.of(
                new RoutePolicy.Term(
                    10,
                    true,
                    List.of(new RoutePolicy.Match.FromClass(classes)),
                    List.of(new RoutePolicy.Change.SetOrigin(BgpOrigin.INCOMPLETE)),
                    origin)),
            origin);
    return new NetworkStatement(Prefix.DEFAULT_IPV4, policy, true, origin);
  }

  private List<Aggregate> aggregates(Settings settings) {
    List<Aggregate> aggregates = new ArrayList<>();
    for (BgpProcess.Aggregate aggregate : settings.aggregates) {
      String map = aggregate.attributeMap();
      RoutePolicy policy =
          map == null || !policies.hasRouteMap(map)
              ? null
              : policies.routeMap(map, aggregate.line());
      aggregates.add(
          new Aggregate(
              aggregate.prefix(),
              aggregate.summaryOnly(),
              aggregate.asSet(),
              policy,
              conversion.origin(aggregate.line())));
    }
    return aggregates;
  }

  private List<io.towpath.network.Redistribution> redistributions(Settings settings) {
    List<io.towpath.network.Redistribution> taken = new ArrayList<>();
    for (Redistribution line : settings.redistributions) {
      if (line.source() != Redistribution.Source.BGP) {
        taken.addAll(redistributions.intoBgp(line, settings.defaultMetric));
      }
    }
    return taken;
  }
}
