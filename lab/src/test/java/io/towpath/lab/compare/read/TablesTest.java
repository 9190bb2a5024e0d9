package io.towpath.lab.compare.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.routing.ospf.OspfRoute;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final IpAddress OVER_E2 = IpAddress.parse("10.0.23.1");
  private static final IpAddress OVER_E2B = IpAddress.parse("10.0.32.1");

  private static ZebraRoutes.Route zebra(String prefix) {
    return ZebraRoutes.of(Recorded.json("route-r3.json")).stream()
        .filter(route -> route.prefix().toString().equals(prefix))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecursiveRouteHasTheHopOfItsProtocol() {
    ZebraRoutes.Route route = zebra("0.0.0.0/0");
    assertThat(route.protocol()).isEqualTo("bgp");
    assertThat(route.distance()).isEqualTo(200);
    assertThat(route.hops())
        .containsExactly(new ZebraRoutes.Hop(IpAddress.parse("10.255.0.2"), null, false));
  }

  @Test
  void ofSeveralRoutesTheSelectedOneCounts() {
    assertThat(zebra("10.0.23.0/30").protocol()).isEqualTo("connected");
  }

  @Test
  void theKernelHasEqualWaysTogether() {
    KernelRoutes.Action action =
        KernelRoutes.of(Recorded.json("kernel-r3.json")).get(Prefix.DEFAULT_IPV4);
    assertThat(action)
        .isEqualTo(
            new KernelRoutes.Send(
                List.of(
                    new KernelRoutes.Hop(OVER_E2, "e2"), new KernelRoutes.Hop(OVER_E2B, "e2b"))));
  }

  @Test
  void theKernelSaysWhatItDrops() {
    assertThat(KernelRoutes.of(Recorded.json("kernel-r1.json")).get(Prefix.parse("10.9.0.0/16")))
        .isEqualTo(new KernelRoutes.Drop(true));
  }

  @Test
  void aHostRouteNeedsNoLength() {
    assertThat(KernelRoutes.of(Recorded.json("kernel-r4.json")))
        .containsKey(Prefix.parse("10.255.0.3/32"));
  }

  @Test
  void ospfNeighboursAreFullOnBothLinks() {
    assertThat(FrrOspf.neighbours(Recorded.json("ospf-neighbor-r3.json")))
        .containsExactly(
            new FrrOspf.Neighbour("e2", OVER_E2, "Full"),
            new FrrOspf.Neighbour("e2b", OVER_E2B, "Full"));
  }

  @Test
  void ospfRoutesHaveKindCostAndHops() {
    List<FrrOspf.Route> routes = FrrOspf.routes(Recorded.json("ospf-route-r3.json"));
    assertThat(routes).hasSize(5);
    assertThat(routes)
        .contains(
            new FrrOspf.Route(
                Prefix.parse("10.0.12.0/30"),
                OspfRoute.Kind.EXTERNAL_2,
                20,
                List.of(new FrrOspf.Hop(OVER_E2, "e2"), new FrrOspf.Hop(OVER_E2B, "e2b"))),
            new FrrOspf.Route(
                Prefix.parse("10.0.23.0/30"),
                OspfRoute.Kind.INTRA_AREA,
                10,
                List.of(new FrrOspf.Hop(null, "e2"))));
  }

  @Test
  void silentHopsAtTheEndOfATracerouteSayNothing() {
    String text =
        """
        traceroute to 10.255.0.3 (10.255.0.3), 30 hops max, 60 byte packets
         1  10.0.14.2  0.408 ms
         2  *
         3  10.0.34.1  1.2 ms !H
         4  *
         5  *
        """;
    assertThat(PacketTools.hopsOf(text)).containsExactly("10.0.14.2", "*", "10.0.34.1 !H");
  }

  @Test
  void repliesOfAPingAreCounted() {
    assertThat(PacketTools.repliesOf("3 packets transmitted, 2 received, 33% packet loss"))
        .isEqualTo(2);
    assertThat(PacketTools.repliesOf("ping: connect: Network is unreachable")).isZero();
  }
}
