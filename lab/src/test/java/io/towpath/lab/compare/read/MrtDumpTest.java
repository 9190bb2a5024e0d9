package io.towpath.lab.compare.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.BgpRoute;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrtDumpTest {
  private static final IpAddress R1_FIRST = IpAddress.parse("10.0.14.1");
  private static final IpAddress R1_SECOND = IpAddress.parse("10.0.41.1");
  private static final IpAddress R2 = IpAddress.parse("10.255.0.2");

  private static Map<String, BgpRoute> received(String router, IpAddress peer) {
    MrtDump dump = new MrtDump();
    byte[] bytes = Recorded.bytes("bgp-" + router + ".mrt");
    assertThat(dump.read(bytes)).isEqualTo(bytes.length);
    return byPrefix(dump, peer);
  }

  private static Map<String, BgpRoute> byPrefix(MrtDump dump, IpAddress peer) {
    Map<String, BgpRoute> routes = new TreeMap<>();
    dump.receivedFrom(peer).forEach(route -> routes.put(route.prefix().toString(), route));
    return routes;
  }

  @Test
  void aRouteIsAsItWasSentWithTheOwnAsnAndNextHopOfTheSender() {
    BgpRoute route = received("r4", R1_FIRST).get("10.1.1.0/24");
    assertThat(route).isNotNull();
    assertThat(route.asPath()).hasToString("65001");
    assertThat(route.nextHop()).isEqualTo(R1_FIRST);
    assertThat(route.med()).isEqualTo(50);
    assertThat(route.communities()).map(Object::toString).contains("65001:100");
    assertThat(route.source()).isEqualTo(RoutePolicy.Source.EBGP);
  }

  @Test
  void peersAreKeptApart() {
    assertThat(received("r4", R1_SECOND).get("10.1.1.0/24").med()).isZero();
    assertThat(received("r4", R1_SECOND).get("10.1.1.0/24").communities()).isEmpty();
  }

  @Test
  void internalSessionsCarryLocalPreference() {
    BgpRoute route = received("r3", R2).get("10.9.0.0/16");
    assertThat(route.localPreference()).isEqualTo(150);
    assertThat(route.source()).isEqualTo(RoutePolicy.Source.IBGP);
    assertThat(route.asPath()).hasToString("65001");
  }

  /**
   * Established is 6, Idle 1, OpenConfirm 5. A speaker that is killed writes no end of its session.
   */
  @ParameterizedTest
  @CsvSource({"0006, 0001, true", "0005, 0006, true", "0004, 0005, false"})
  void whatWasSentBeforeASessionEndsOrBeginsIsForgotten(
      String before, String after, boolean forgotten) {
    MrtDump dump = new MrtDump();
    dump.read(Recorded.bytes("bgp-r4.mrt"));
    // BGP4MP_STATE_CHANGE_AS4 of the session with 10.0.14.1.
    dump.read(
        HexFormat.of()
            .parseHex(
                "00000000001000050000001800010001000100020000"
                    + "0001"
                    + "0a000e01"
                    + "0a000e02"
                    + before
                    + after));
    assertThat(dump.receivedFrom(R1_FIRST).isEmpty()).isEqualTo(forgotten);
    assertThat(dump.receivedFrom(R1_SECOND)).isNotEmpty();
  }

  @Test
  void aRecordThatIsCutOffIsReadWhenTheRestIsThere() {
    byte[] bytes = Recorded.bytes("bgp-r4.mrt");
    MrtDump whole = new MrtDump();
    whole.read(bytes);
    MrtDump pieces = new MrtDump();
    int begin = 0;
    for (int end = 100; begin < bytes.length; end = Math.min(bytes.length, end + 100)) {
      begin += pieces.read(Arrays.copyOfRange(bytes, begin, end));
    }
    assertThat(pieces.receivedFrom(R1_FIRST)).isEqualTo(whole.receivedFrom(R1_FIRST));
    assertThat(pieces.receivedFrom(R1_FIRST)).isNotEmpty();
  }

  @Test
  void everyPrefixThatFrrListsWasHeard() {
    Map<String, BgpRoute> heard = received("r4", R1_SECOND);
    FrrBgp.locRib(Recorded.json("bgp-r4.json")).stream()
        .map(FrrBgp.Path::route)
        .filter(route -> R1_SECOND.equals(route.peer()))
        .map(BgpRoute::prefix)
        .map(Prefix::toString)
        .forEach(prefix -> assertThat(heard).containsKey(prefix));
  }
}
