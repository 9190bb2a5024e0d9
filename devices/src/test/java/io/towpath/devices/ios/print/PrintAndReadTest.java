package io.towpath.devices.ios.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.convert.IosXeConversion;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.print.NotExpressible;
import io.towpath.devices.print.RandomRouter;
import io.towpath.devices.print.RouterMeaning;
import io.towpath.net.Community;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Options;
import io.towpath.network.Filter;
import io.towpath.network.Fragment;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OspfProcess;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import io.towpath.testkit.Property;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed for IOS-XE and read again is the same router. */
class PrintAndReadTest {
  /** Names of policies and lists may change: a blank in one is written as a hyphen. */
  private static final RecursiveComparisonConfiguration BUT_FOR_PLACES =
      RecursiveComparisonConfiguration.builder()
          .withIgnoredFieldsOfTypes(Origin.class)
          .withIgnoredFieldsMatchingRegexes(".*(imports|exports|lists)\\.name")
          .build();

  private static final long GIGABIT = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"edge.cfg", "switch.cfg", "tenants.cfg", "everything.cfg"})
  void aConfigurationThatWasReadIsPrintedWithAllThatItSays(String file) throws IOException {
    Fragment first = read(text(file), "r1");
    IosXeConfiguration printed = print(first);
    Fragment second = read(printed.text(), "r1");

    // Names with blanks are read, and printed for whoever renames them.
    assertThat(printed.notExpressible())
        .as(printed.text())
        .extracting(NotExpressible::what)
        .containsExactlyElementsOf(
            first.nodes().getFirst().vrfs().stream()
                .filter(vrf -> vrf.name().contains(" "))
                .map(vrf -> "the name of VRF \"" + vrf.name() + "\"")
                .toList());
    assertThat(second.unsupported()).as(printed.text()).isEmpty();
    assertThat(second.nodes().getFirst())
        .as(printed.text())
        .usingRecursiveComparison(BUT_FOR_PLACES)
        .isEqualTo(first.nodes().getFirst());
    assertThat(byName(second.filters()))
        .as(printed.text())
        .usingRecursiveComparison(BUT_FOR_PLACES)
        .isEqualTo(byName(first.filters()));
    assertThat(second.groups())
        .usingRecursiveFieldByFieldElementComparator(BUT_FOR_PLACES)
        .isEqualTo(first.groups());
  }

  private static List<Filter> byName(List<Filter> filters) {
    return filters.stream().sorted(Comparator.comparing(Filter::name)).toList();
  }

  private static String text(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PrintAndReadTest.class.getResourceAsStream("../" + file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Fragment read(String text, String node) {
    return IosXeConversion.convert(IosXeParser.parse("r1.cfg", text), node, null);
  }

  private static IosXeConfiguration print(Fragment fragment) {
    return IosXePrinter.print(fragment.nodes().getFirst(), fragment.filters(), fragment.groups());
  }

  @Test
  void whatIsPrintedReadsBackToTheSameRouter() {
    Property.named("IOS-XE: print, read")
        .runs(400)
        .check(
            new RandomRouter("GigabitEthernet0/0/", "GigabitEthernet0/1/"),
            random -> {
              Node node = expressible(random);
              IosXeConfiguration printed = IosXePrinter.print(node, List.<Filter>of(), List.of());
              Fragment read = read(printed.text(), node.name());
              assertThat(read.unsupported()).as(printed.text()).isEmpty();
              if (printed.notExpressible().stream().allMatch(PrintAndReadTest::isHarmless)) {
                assertThat(RouterMeaning.of(read.nodes().getFirst()))
                    .as(printed.text())
                    .containsExactlyElementsOf(RouterMeaning.of(node));
              }
            });
  }

  /** Notes of what the comparison does not look at. */
  private static boolean isHarmless(NotExpressible note) {
    return note.what().startsWith("forwarding addresses");
  }

  /** The router with one AS, and without what IOS-XE has no words for and says so. */
  private static Node expressible(Node node) {
    long asn = node.bgp().isEmpty() ? 0 : node.bgp().getFirst().asn();
    return node.toBuilder()
        .interfaces(
            node.interfaces().stream()
                .map(i -> i.bandwidthKbps() > 0 ? i : i.toBuilder().bandwidthKbps(GIGABIT).build())
                .toList())
        .bgp(node.bgp().stream().map(speaker -> expressible(speaker, asn)).toList())
        .ospf(node.ospf().stream().map(PrintAndReadTest::expressible).toList())
        .build();
  }

  private static OspfProcess expressible(OspfProcess p) {
    OspfProcess.DefaultOriginate o = p.defaultOriginate();
    return new OspfProcess(
        p.id(),
        p.vrf(),
        p.routerId(),
        p.interfaces(),
        p.redistributions().stream().flatMap(PrintAndReadTest::byKind).toList(),
        o == null
            ? null
            : new OspfProcess.DefaultOriginate(
                o.always(), o.metric(), o.metricType(), oneOfEachKind(o.policy()), o.origin()),
        p.referenceBandwidthMbps(),
        p.distance(),
        p.maximumPaths(),
        p.forwardingAddress(),
        p.origin());
  }

  private static BgpSpeaker expressible(BgpSpeaker s, long asn) {
    Options o = s.options();
    return new BgpSpeaker(
        s.vrf(),
        asn,
        s.routerId(),
        new Options(
            o.maximumPathsExternal(),
            o.maximumPathsInternal(),
            BgpSpeaker.MultipathAsPath.SAME,
            true,
            false,
            true,
            100,
            null,
            o.externalDistance(),
            o.internalDistance(),
            o.localDistance()),
        s.networks().stream()
            .map(
                n ->
                    new BgpSpeaker.NetworkStatement(
                        n.prefix(), oneOfEachKind(n.policy()), true, n.origin()))
            .toList(),
        s.aggregates().stream()
            .map(
                a ->
                    new BgpSpeaker.Aggregate(
                        a.prefix(),
                        a.summaryOnly(),
                        a.asSet(),
                        oneOfEachKind(a.policy()),
                        a.origin()))
            .toList(),
        s.redistributions().stream().flatMap(PrintAndReadTest::byKind).toList(),
        s.peers().stream().map(PrintAndReadTest::withoutAddress).toList(),
        BgpSpeaker.Install.ALL,
        s.origin());
  }

  /** IOS-XE tells the kinds of OSPF routes apart. */
  private static Stream<Redistribution> byKind(Redistribution r) {
    List<String> classes =
        r.fromClass().equals(RouteClass.OSPF)
            ? List.of(
                RouteClass.OSPF_INTERNAL, RouteClass.OSPF_EXTERNAL_1, RouteClass.OSPF_EXTERNAL_2)
            : List.of(r.fromClass());
    return classes.stream()
        .map(
            name ->
                new Redistribution(
                    name,
                    r.processId(),
                    r.metric(),
                    r.metricType(),
                    oneOfEachKind(r.policy()),
                    r.origin()));
  }

  private static BgpPeer.Family expressible(BgpPeer.Family f) {
    return new BgpPeer.Family(
        f.family(),
        f.imports().stream().map(PrintAndReadTest::simple).toList(),
        f.exports().stream().map(PrintAndReadTest::simple).toList(),
        f.prefixLimit(),
        f.limitWarnsOnly(),
        f.nextHop(),
        f.reflectorClient(),
        f.removePrivate(),
        f.allowOwnAs(),
        f.asOverride(),
        f.weight(),
        f.sendCommunity(),
        f.defaultOriginate(),
        oneOfEachKind(f.defaultPolicy()),
        f.keepsReceived());
  }

  private static @Nullable RoutePolicy oneOfEachKind(@Nullable RoutePolicy policy) {
    return policy == null ? null : simple(policy);
  }

  /** The policy with the last of the changes of a kind: how others are folded is a test below. */
  private static RoutePolicy simple(RoutePolicy policy) {
    return new RoutePolicy(
        policy.name(),
        policy.terms().stream()
            .map(
                t ->
                    new Term(
                        t.sequence(),
                        t.permit(),
                        t.matches().stream().map(PrintAndReadTest::plain).toList(),
                        lasts(t.changes()),
                        t.origin()))
            .toList(),
        policy.origin());
  }

  /** Without exceptions, which are read as what they leave. */
  private static Match plain(Match match) {
    if (!(match instanceof Match.InAddressSet(List<AddressSet> sets))) {
      return match;
    }
    List<AddressSet> rest =
        sets.stream().filter(set -> !(set instanceof AddressSet.Except)).toList();
    return new Match.InAddressSet(rest.isEmpty() ? List.of(new AddressSet.Any()) : rest);
  }

  private static List<Change> lasts(List<Change> changes) {
    Map<String, Change> byKind = new LinkedHashMap<>();
    for (Change change : changes) {
      String kind =
          switch (change) {
            case Change.MedPlus _ -> "Med";
            case Change.PrependLast _ -> "Prepend";
            case Change.RemoveCommunities _ -> "Communities";
            case Change.NextHopPeerOrSelf _ -> "SetNextHop";
            default -> change.getClass().getSimpleName();
          };
      byKind.remove(kind);
      byKind.put(kind, change);
    }
    return List.copyOf(byKind.values());
  }

  /** IOS-XE names the source of a session by its interface, and has one interval of retries. */
  private static BgpPeer withoutAddress(BgpPeer peer) {
    BgpPeer.Transport t = peer.transport();
    return new BgpPeer(
        peer.address(),
        peer.remoteAsn(),
        peer.localAsn(),
        peer.localAsMode(),
        new BgpPeer.Transport(
            null,
            t.updateSource(),
            t.ttl(),
            t.checkConnected(),
            t.key(),
            t.initiates(),
            t.shutdown(),
            new Timers(
                t.timers().hold(),
                t.timers().keepalive(),
                Timers.BGP.connectRetry(),
                t.timers().bfdInterval(),
                t.timers().bfdDetectMultiplier())),
        peer.families().stream().map(PrintAndReadTest::expressible).toList(),
        peer.label(),
        peer.origin());
  }

  record Folded(List<Change> changes, String line) {}

  static final List<Folded> FOLDED =
      List.of(
          new Folded(
              List.of(new Change.LocalPreference(1), new Change.LocalPreference(2)),
              "set local-preference 2"),
          new Folded(
              List.of(new Change.Prepend(List.of(1L, 2L)), new Change.Prepend(List.of(3L))),
              "set as-path prepend 3 1 2"),
          new Folded(List.of(new Change.Med(7), new Change.MedPlus(-9)), "set metric 0"),
          new Folded(List.of(new Change.MedPlus(7), new Change.MedPlus(2)), "set metric +9"),
          new Folded(
              List.of(new Change.PrependLast(2), new Change.PrependLast(1)),
              "set as-path prepend last-as 3"),
          new Folded(
              List.of(
                  new Change.RemoveCommunities(null),
                  new Change.Communities(List.of(Community.parse("1:2")), true)),
              "set community 1:2"),
          new Folded(
              List.of(
                  new Change.Communities(List.of(Community.parse("1:1")), true),
                  new Change.Communities(List.of(Community.parse("1:2")), true)),
              "set community 1:1 1:2 additive"));

  @ParameterizedTest
  @FieldSource("FOLDED")
  void changesOfOneKindAreFoldedIntoOne(Folded row) {
    IosXeConfiguration printed = printed(row.changes());

    assertThat(printed.text()).contains("\n " + row.line() + "\n");
    assertThat(printed.notExpressible()).isEmpty();
  }

  @Test
  void changesThatCannotBeFoldedAreNoted() {
    IosXeConfiguration printed =
        printed(List.of(new Change.PrependLast(1), new Change.Prepend(List.of(9L))));

    assertThat(printed.text()).contains("set as-path prepend 9").doesNotContain("last-as");
    assertThat(printed.notExpressible())
        .extracting(NotExpressible::what)
        .containsExactly("two changes of AS path in one clause of a route map");
  }

  /** A router with one network statement whose policy makes these changes. */
  private static IosXeConfiguration printed(List<Change> changes) {
    RoutePolicy policy =
        new RoutePolicy(
            "P", List.of(new Term(10, true, List.of(), changes, Origin.NONE)), Origin.NONE);
    BgpSpeaker speaker =
        new BgpSpeaker(
            Vrf.DEFAULT,
            65001,
            null,
            Options.IOS,
            List.of(
                new BgpSpeaker.NetworkStatement(
                    Prefix.parse("10.0.0.0/8"), policy, true, Origin.NONE)),
            List.of(),
            List.of(),
            List.of(),
            BgpSpeaker.Install.ALL,
            Origin.NONE);
    Node node =
        Node.named("r1", NodeKind.ROUTER, Origin.NONE)
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, List.of(), Origin.NONE)))
            .bgp(List.of(speaker))
            .build();
    return IosXePrinter.print(node, List.of(), List.of());
  }
}
