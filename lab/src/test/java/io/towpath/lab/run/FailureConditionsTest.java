package io.towpath.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabNames;
import io.towpath.lab.run.Conditions.Line;
import io.towpath.lab.run.Conditions.Port;
import io.towpath.lab.run.Conditions.Session;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.BgpPeer;
import io.towpath.network.Failure;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.LinkState;
import io.towpath.network.Network;
import io.towpath.network.Services;
import io.towpath.testkit.networks.TopologyBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FailureConditionsTest {
  private static final Port A = new Port("a", "to-b");
  private static final Port B = new Port("b", "to-a");

  private static TopologyBuilder pair() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002);
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001);
    return net;
  }

  private static Conditions during(TopologyBuilder net, Failure... failures) {
    Network network = net.build();
    return FailureConditions.of(LabCompiler.compile(network, Features.LEAST), network)
        .during(List.of(failures));
  }

  private static Failure.InterfaceDown down(String place) {
    return new Failure.InterfaceDown(TopologyBuilder.place(place), false);
  }

  @Test
  void withoutFailuresNothingIsDown() {
    assertThat(during(pair())).isEqualTo(Conditions.NONE);
  }

  @Test
  void ofACableOnlyTheEndThatFailedIsSetDown() {
    assertThat(during(pair(), down("a:to-b")).lines()).isEqualTo(Map.of(A, Line.DOWN));
    assertThat(during(pair(), down("b:to-a")).lines()).isEqualTo(Map.of(B, Line.DOWN));
  }

  @Test
  void aCutCableTakesBothEnds() {
    assertThat(during(pair(), new Failure.SegmentDown("a:to-b – b:to-a")).lines())
        .isEqualTo(Map.of(A, Line.DOWN, B, Line.DOWN));
  }

  @Test
  void aSubInterfaceFailsAloneBecauseABridgeLiesBetween() {
    TopologyBuilder net = pair();
    net.router("a").change("to-b", iface -> iface.tags(List.of(5)));
    assertThat(during(net, down("a:to-b")).lines()).isEqualTo(Map.of(A, Line.DOWN));
    assertThat(during(net, down("b:to-a")).lines()).isEqualTo(Map.of(B, Line.DOWN));
  }

  @Test
  void aPortTakesItsSubInterfacesAlong() {
    TopologyBuilder net = pair();
    net.router("a").iface("port").change("to-b", iface -> iface.parent("port").tags(List.of(5)));

    assertThat(during(net, down("a:port")).lines()).isEqualTo(Map.of(A, Line.DOWN));
    assertThat(
            during(net, new Failure.InterfaceDown(TopologyBuilder.place("a:port"), true)).lines())
        .isEqualTo(Map.of(A, Line.SILENT));
  }

  @Test
  void aSilentInterfaceKeepsItsLine() {
    assertThat(
            during(pair(), new Failure.InterfaceDown(TopologyBuilder.place("a:to-b"), true))
                .lines())
        .isEqualTo(Map.of(A, Line.SILENT));
  }

  @Test
  void aStoppedNodeStopsItsSpacesAndTheKernelDoesTheRest() {
    Conditions conditions = during(pair(), new Failure.NodeDown("a"));
    assertThat(conditions.stopped()).containsExactly("a");
    assertThat(conditions.lines()).isEmpty();
  }

  /** Two guests on one switch, of which only the server's side is in the network. */
  private static TopologyBuilder guests() {
    TopologyBuilder net = pair();
    net.router("b").iface("switch", "10.1.0.1/24");
    for (int i = 1; i <= 2; i++) {
      net.fragment()
          .hosts
          .add(
              new Host(
                  "guest" + i,
                  List.of(IpAddress.parse("10.1.0.1" + i)),
                  24,
                  null,
                  TopologyBuilder.place("b:switch"),
                  new HostTemplate(false, List.of(), List.of(), Services.ASSUMED, List.of()),
                  Origin.NONE));
    }
    return net;
  }

  @Test
  void guestsLoseTheirLinesWithTheServerOfTheirSwitch() {
    Map<Port, Line> lines = during(guests(), new Failure.NodeDown("b")).lines();
    assertThat(lines.keySet()).hasSize(2).allMatch(port -> port.space().equals(LabNames.LAN));
    assertThat(lines.values()).containsOnly(Line.DOWN);
    assertThat(during(guests(), down("b:switch")).lines()).containsAllEntriesOf(lines);
    assertThat(during(guests(), new Failure.NodeDown("a")).lines()).isEmpty();
  }

  @Test
  void hostsOnALanKeepTheirLinesWhileOnePortOfItIsUp() {
    TopologyBuilder net = guests();
    net.router("c").iface("switch", "10.1.0.2/24");
    net.segment("lan", "b:switch", "c:switch");
    assertThat(during(net, new Failure.NodeDown("b")).lines()).isEmpty();
    assertThat(during(net, new Failure.NodeDown("b"), new Failure.NodeDown("c")).lines())
        .hasSize(2);
  }

  @Test
  void whatIsShutIsDownWithoutAnyFailure() {
    TopologyBuilder net = pair();
    net.router("a").change("to-b", iface -> iface.state(LinkState.ADMIN_DOWN));
    assertThat(during(net).lines()).isEqualTo(Map.of(A, Line.DOWN));
  }

  @Test
  void aSessionIsShutAtOneEnd() {
    assertThat(during(pair(), new Failure.SessionDown("b", "a")).sessions())
        .containsExactly(new Session("a", "10.0.0.2"));
  }

  @Test
  void aSessionThatIsConfiguredAsShutIsLeftAlone() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002);
    net.router("b")
        .bgp(65002)
        .neighbour("10.0.0.1", 65001, BgpPeer.Transport.CONNECTED.withShutdown(true));
    assertThat(during(net, new Failure.SessionDown("b", "a")).sessions()).isEmpty();
  }

  @Test
  void aTunnelIsHeldAtTheEndWhoseSourceInterfaceIsDown() {
    Network network = EstateLoader.load(Path.of("../scenarios/interop"), null).base().network();
    FailureConditions conditions =
        FailureConditions.of(LabCompiler.compile(network, Features.LEAST), network);
    var standby = new TreeSet<>(conditions.during(List.of()).tunnels());
    var held = new TreeSet<>(conditions.during(List.of(down("ce1-primary:Loopback30"))).tunnels());
    held.removeAll(standby);

    assertThat(held).singleElement().asString().contains("ce1-primary").contains("Tunnel30");
  }
}
