package io.towpath.devices.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.bird.BirdPrinter;
import io.towpath.devices.frr.convert.FrrConversion;
import io.towpath.devices.frr.parse.FrrParser;
import io.towpath.devices.frr.print.FrrPrinter;
import io.towpath.network.BgpPeer;
import io.towpath.network.Fragment;
import io.towpath.network.Node;
import org.junit.jupiter.api.Test;

/** Removing private ASNs leaves the peer's own in the path, or the peer could not see a loop. */
class PrivateAsnTest {
  private static final String ROUTER =
      """
      router bgp 3001
       no bgp ebgp-requires-policy
       neighbor 10.0.0.1 remote-as %d
       address-family ipv4 unicast
        neighbor 10.0.0.1 activate
        neighbor 10.0.0.1 remove-private-AS %s
       exit-address-family
      exit
      """;

  private static Fragment read(String text) {
    return FrrConversion.convert(FrrParser.parse("frr.conf", text), "r", null);
  }

  private static Node router(long peer, String form) {
    return read(ROUTER.formatted(peer, form)).nodes().getFirst();
  }

  private static String bird(long peer, String form) {
    return BirdPrinter.print(router(peer, form), BirdPrinter.Options.ROUTER).text();
  }

  @Test
  void frrDoesSoByItself() {
    assertThat(FrrPrinter.print(router(64601, "all"), FrrPrinter.Options.ROUTER).text())
        .contains("neighbor 10.0.0.1 remove-private-AS all")
        .doesNotContain("as-path exclude", "route-map");
  }

  @Test
  void birdIsToldWhichToLeave() {
    assertThat(bird(64601, "all"))
        .contains("bgp_path.delete([ 64512..64600, 64602..65534, 4200000000..4294967294 ]);");
    assertThat(bird(64512, "all"))
        .contains("bgp_path.delete([ 64513..65534, 4200000000..4294967294 ]);");
    assertThat(bird(3002, "all")).contains("bgp_path.delete(PRIVATE);");
    assertThat(bird(64601, "all replace-AS")).contains("(3001, 64601);");
  }

  @Test
  void whoTakesThePeersAsnOutHimselfIsToldThatThisIsNotModelled() {
    Fragment read =
        read(
            ROUTER.formatted(64601, "all")
                + """
                route-map OUT permit 10
                 set as-path exclude 64601
                exit
                router bgp 3001
                 address-family ipv4 unicast
                  neighbor 10.0.0.1 route-map OUT out
                 exit-address-family
                exit
                """);
    assertThat(read.unsupported())
        .singleElement()
        .matches(line -> line.toString().contains("set as-path exclude 64601"));
    assertThat(read.nodes().getFirst().bgp().getFirst().peers().getFirst().families())
        .extracting(BgpPeer.Family::removePrivate)
        .containsExactly(BgpPeer.RemovePrivate.ALL);
  }
}
