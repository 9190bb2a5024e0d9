package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.print.Reach;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.NextHop;
import io.towpath.network.Redistribution;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far a remark reaches depends on where the statement is used that a daemon cannot have. */
class RemarkReachTest {
  private static final IpAddress X = IpAddress.parse("10.0.0.2");
  private static final IpAddress Y = IpAddress.parse("10.0.1.2");

  private static final RoutePolicy TRANSLATES =
      new RoutePolicy(
          "translates",
          List.of(
              new RoutePolicy.Term(
                  10,
                  true,
                  List.of(),
                  List.of(
                      new RoutePolicy.Change.TranslatePrefix(
                          Prefix.parse("10.1.0.0/16"), Prefix.parse("10.2.0.0/16"))),
                  Origin.NONE)),
          Origin.NONE);

  private final TopologyBuilder net = new TopologyBuilder();

  private RemarkReachTest() {
    net.connect("r", "x", "10.0.0.0/30");
    net.connect("r", "y", "10.0.1.0/30");
    net.router("r").bgp(65001).neighbour("10.0.0.2", 65002);
    net.router("x").bgp(65002).neighbour("10.0.0.1", 65001);
  }

  private List<Reach> reaches() {
    return LabCompiler.compile(net.build(), Features.LEAST, Set.of()).remarks().stream()
        .filter(remark -> remark.kind() == Remark.Kind.NOT_COMPARED)
        .map(Remark::reach)
        .toList();
  }

  private void sendsTranslated() {
    net.router("r").bgp(65001).family(_ -> BgpPeer.Family.ipv4(List.of(), List.of(TRANSLATES)));
  }

  @Test
  void aPolicyTowardsOnePeerReachesItsSession() {
    sendsTranslated();
    assertThat(reaches()).containsExactly(Reach.session(X));
  }

  @Test
  void aPolicyTowardsTwoReachesBoth() {
    sendsTranslated();
    net.router("r").bgp(65001).neighbour("10.0.1.2", 65003);
    sendsTranslated();
    assertThat(reaches()).containsExactly(Reach.session(X).and(Reach.session(Y)));
  }

  @Test
  void aPolicyOfARedistributionThatChangesDestinationsReachesEverything() {
    sendsTranslated();
    net.router("r").route("10.1.0.0/16", "10.0.0.2");
    redistribute(RouteClass.STATIC, TRANSLATES);
    assertThat(reaches()).containsExactly(Reach.EVERYTHING);
  }

  private void redistribute(String routeClass, RoutePolicy policy) {
    net.router("r")
        .bgp(65001)
        .redistribute(new Redistribution(routeClass, null, null, 0, policy, Origin.NONE));
  }

  private static final RoutePolicy UNTAGGED =
      new RoutePolicy(
          "untagged",
          List.of(
              new RoutePolicy.Term(
                  10,
                  true,
                  List.of(new RoutePolicy.Match.Tag(List.of(0L))),
                  List.of(),
                  Origin.NONE)),
          Origin.NONE);

  private static Reach prefixes(String... texts) {
    Reach all = Reach.NOTHING;
    for (String text : texts) {
      all = all.and(Reach.prefix(Prefix.parse(text)));
    }
    return all;
  }

  @Test
  void aPolicyOfARedistributionReachesWhatIsRedistributed() {
    net.router("r").route("10.1.0.0/16", "10.0.0.2").route("10.2.0.0/16", "10.0.1.2");
    redistribute(RouteClass.STATIC, UNTAGGED);
    assertThat(reaches()).containsExactly(prefixes("10.1.0.0/16", "10.2.0.0/16"));
  }

  @Test
  void soItIsOfConnectedNetworks() {
    redistribute(RouteClass.CONNECTED, UNTAGGED);
    assertThat(reaches()).containsExactly(prefixes("10.0.0.0/30", "10.0.1.0/30"));
  }

  @Test
  void whatOspfBringsNobodyKnowsBefore() {
    net.router("r").ospf("1").on("to-y", 10);
    redistribute(RouteClass.OSPF, UNTAGGED);
    assertThat(reaches()).containsExactly(Reach.EVERYTHING);
  }

  @Test
  void aClassOfRoutesThatTheRouterHasNotReachesNothing() {
    net.router("r").route("10.1.0.0/16", "10.0.0.2");
    net.router("r").bgp(65001).redistribute("rip");
    assertThat(reaches()).containsExactly(Reach.NOTHING);
  }

  @Test
  void theMetricOfAStaticRouteReachesItsDestination() {
    net.router("r")
        .route(
            "default",
            new Route(
                Prefix.parse("10.5.0.0/16"),
                RouteClass.STATIC,
                new NextHop.Via(X, null, null),
                1,
                7,
                0,
                null,
                null,
                Origin.NONE));
    assertThat(reaches()).containsExactly(Reach.prefix(Prefix.parse("10.5.0.0/16")));
  }
}
