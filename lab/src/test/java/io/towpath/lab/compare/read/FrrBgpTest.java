package io.towpath.lab.compare.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrrBgpTest {

  private static List<FrrBgp.Path> paths(String router, String prefix) {
    return FrrBgp.locRib(Recorded.json("bgp-" + router + ".json")).stream()
        .filter(path -> path.route().prefix().toString().equals(prefix))
        .toList();
  }

  private static BgpRoute only(String router, String prefix) {
    assertThat(paths(router, prefix)).hasSize(1);
    return paths(router, prefix).getFirst().route();
  }

  @Test
  void everyAttributeOfAReceivedPathIsRead() {
    BgpRoute route = only("r2", "10.9.0.0/16");
    assertThat(route.nextHop()).isEqualTo(IpAddress.parse("10.0.12.1"));
    assertThat(route.asPath()).hasToString("65001");
    assertThat(route.localPreference()).isEqualTo(150);
    assertThat(route.weight()).isEqualTo(7);
    assertThat(route.med()).isZero();
    assertThat(route.hasMed()).isTrue();
    assertThat(route.origin()).isEqualTo(BgpOrigin.INCOMPLETE);
    assertThat(route.communities())
        .containsExactly(Community.parse("65002:1"), Community.parse("65002:2"));
    assertThat(route.peer()).isEqualTo(IpAddress.parse("10.0.12.1"));
    assertThat(route.source()).isEqualTo(RoutePolicy.Source.EBGP);
  }

  @Test
  void anAbsentMedIsAbsent() {
    assertThat(only("r2", "10.4.1.0/24").hasMed()).isFalse();
  }

  @Test
  void ownRoutesHaveNoPeerAndNoNextHop() {
    BgpRoute network = only("r4", "10.4.1.0/24");
    assertThat(network.peer()).isNull();
    assertThat(network.source()).isEqualTo(RoutePolicy.Source.ORIGINATED);
    assertThat(network.nextHop()).hasToString("0.0.0.0");
    assertThat(network.weight()).isEqualTo(32768);
    assertThat(network.aggregate()).isFalse();
  }

  @Test
  void anAggregateKeepsItsSetAndItsWellKnownCommunity() {
    BgpRoute aggregate = only("r4", "10.0.0.0/12");
    assertThat(aggregate.aggregate()).isTrue();
    assertThat(aggregate.nextHop()).hasToString("0.0.0.0");
    assertThat(aggregate.asPath()).hasToString("{65001,65002}");
    assertThat(aggregate.communities()).contains(Community.NO_EXPORT);
  }

  @Test
  void bestMultipathAndLostAreToldApart() {
    assertThat(paths("r1", "10.4.1.0/24").stream().map(FrrBgp.Path::standing))
        .containsExactlyInAnyOrder(Standing.BEST, Standing.MULTIPATH);
    assertThat(paths("r4", "10.1.1.0/24").stream().map(FrrBgp.Path::standing))
        .containsExactlyInAnyOrder(Standing.BEST, Standing.LOST);
  }

  @Test
  void anInternalPathCarriesItsLocalPreference() {
    FrrBgp.Path best =
        paths("r3", "10.9.0.0/16").stream()
            .filter(path -> path.route().source() == RoutePolicy.Source.IBGP)
            .findFirst()
            .orElseThrow();
    assertThat(best.route().localPreference()).isEqualTo(150);
    assertThat(best.route().peer()).isEqualTo(IpAddress.parse("10.255.0.2"));
  }

  @Test
  void sessionsHaveTheirStates() {
    FrrBgp.Summary summary = FrrBgp.sessions(Recorded.json("summary-r1.json"));
    assertThat(summary.tableVersion()).isEqualTo(20);
    assertThat(summary.sessions()).hasSize(4);
    assertThat(summary.sessions().get(IpAddress.parse("10.0.12.2")).isEstablished()).isTrue();
    assertThat(summary.sessions().get(IpAddress.parse("10.0.12.2")).remoteAsn()).isEqualTo(65002);
    assertThat(summary.sessions().get(IpAddress.parse("10.0.99.2")).isEstablished()).isFalse();
  }
}
