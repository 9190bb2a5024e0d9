package io.towpath.lab.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.plan.DynamicSets;
import io.towpath.lab.plan.LabNames;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.ExchangedRoute;
import io.towpath.routing.engine.LayeredRoutes;
import io.towpath.routing.rib.RouteAttributes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of the interop scenario's fabric for given offers of its gateways. */
class FabricTranslationTest {
  private static Network network;
  private static Topology topology;
  private static LabNames names;

  private final Map<String, List<ExchangedRoute>> offers = new TreeMap<>();
  private final Set<String> down = new TreeSet<>();
  private final List<Failure.DeliveryDown> cuts = new ArrayList<>();

  @BeforeAll
  static void load() {
    Path here = Path.of("scenarios/interop/estate.yaml");
    Path estate = Files.exists(here) ? here : Path.of("..").resolve(here);
    network = EstateLoader.load(estate, null).base().network();
    topology = Topology.of(network);
    names = LabNames.of(network);
  }

  private void learned(String gateway, String prefix, String nextHop, String path) {
    IpAddress via = IpAddress.parse(nextHop);
    int length = path.split(" ", -1).length;
    offers
        .computeIfAbsent(gateway, _ -> new ArrayList<>())
        .add(
            ExchangedRoute.learned(
                Prefix.parse(prefix),
                via,
                0,
                new RouteAttributes(path, length, 100, 0, 0, BgpOrigin.IGP, List.of(), via, via),
                RoutePolicy.Source.EBGP));
  }

  private FabricState state() {
    BitSet interfacesDown = new BitSet();
    down.forEach(
        text -> {
          int colon = text.indexOf(':');
          InterfaceRef at = new InterfaceRef(text.substring(0, colon), text.substring(colon + 1));
          interfacesDown.set(topology.interfaceId(at));
        });
    return FabricTranslation.of(
        topology,
        names,
        DynamicSets.of(network, names),
        new FabricRoutes.Selected(
            LayeredRoutes.of(topology)
                .select(
                    interfacesDown,
                    exchange -> offers.getOrDefault(exchange.from().node(), List.of()))),
        new PortElection(network, at -> !down.contains(at.toString())),
        cuts);
  }

  /** Lines that fill the table of the hub's machines. */
  private List<String> hub() {
    FabricState state = state();
    FabricState.TableKey key = new FabricState.TableKey("azure", 1002);
    assertThat(state.tables()).containsKey(key);
    return state.tables().get(key).difference(LinuxTable.EMPTY, 1002);
  }

  @Test
  void aDeliveryIsARouteForEachOwnedAddressAndADropForTheRest() {
    assertThat(hub())
        .contains(
            "route replace 10.10.30.4/32 dev hub-vm-nic table 1002",
            "route replace 10.11.30.4/32 dev spoke-vm-nic table 1002",
            "route replace blackhole 10.10.30.0/24 table 1002",
            "route replace blackhole 10.11.30.0/26 table 1002",
            "route replace blackhole 10.0.0.0/8 table 1002",
            "route replace 0.0.0.0/0 dev hub-Internet table 1002");
  }

  @Test
  void expressRouteComesBeforeVpn() {
    learned("hub-ergw/0", "10.2.30.0/25", "10.10.30.132", "12076 65021");
    learned("hub-vpngw/0", "10.2.30.0/25", "10.2.30.125", "65021");
    assertThat(hub())
        .contains("route replace 10.2.30.0/25 via 10.10.30.132 dev hub-edge onlink table 1002");
  }

  @Test
  void withoutExpressRouteTheVpnGatewaysPortIsUsed() {
    learned("hub-vpngw/0", "10.2.30.0/25", "10.2.30.125", "65021");
    assertThat(hub()).contains("route replace 10.2.30.0/25 dev hub-vpngw-0 table 1002");
  }

  @Test
  void equalOffersShareTheLoadAndEachNextHopIsUsedOnce() {
    for (String gateway : List.of("hub-ergw/0", "hub-ergw/1")) {
      learned(gateway, "10.17.30.0/26", "10.10.30.132", "12076 65515");
      learned(gateway, "10.17.30.0/26", "10.10.30.133", "12076 65515");
    }
    assertThat(hub())
        .contains(
            "route replace 10.17.30.0/26 table 1002"
                + " nexthop via 10.10.30.132 dev hub-edge onlink"
                + " nexthop via 10.10.30.133 dev hub-edge onlink");
  }

  @Test
  void aLearnedRouteThatARowRefusesChangesNothing() {
    List<String> before = hub();
    learned("hub-ergw/0", "10.10.30.4/32", "10.10.30.132", "12076 65021");
    assertThat(hub()).isEqualTo(before);
  }

  @Test
  void anActiveStandbyAddressMovesWithTheElection() {
    assertThat(hub()).contains("route replace 10.10.30.254/32 dev hub-vpngw-0 table 1002");
    down.add("hub-vpngw/0:port");
    assertThat(hub()).contains("route replace 10.10.30.254/32 dev hub-vpngw-1 table 1002");
    down.add("hub-vpngw/1:port");
    assertThat(hub()).contains("route replace blackhole 10.10.30.254/32 table 1002");
  }

  @Test
  void theInternetHasAnAddressWhereItsMemberIsElected() {
    FabricState.TableKey internet = new FabricState.TableKey("internet", 254);
    LinuxTable before = state().tables().get(internet);
    down.add("hub-vpngw/0:public");
    assertThat(state().tables().get(internet).difference(before, 254))
        .singleElement()
        .asString()
        .startsWith("route replace 52.168.162.84/32 dev hub-vpngw-1");
  }

  @Test
  void aCutDeliveryDropsWhatItDelivered() {
    cuts.add(new Failure.DeliveryDown("hub peering", "spoke"));
    assertThat(hub()).contains("route replace blackhole 10.11.30.4/32 table 1002");
  }

  @Test
  void setsFollowTheTablesAndTheFiltersOfPeerings() {
    learned("hub-ergw/0", "10.2.30.0/25", "10.10.30.132", "12076 65021");
    FabricState state = state();
    assertThat(state.setLines(FabricState.EMPTY).get("azure"))
        .contains("add element inet towpath delivered1 { 10.11.30.4/32 }")
        .containsPattern("covered2 \\{ 10.2.30.0/25, 10.10.30.0/24, 10.11.30.0/26 }");
    assertThat(state.setLines(state)).isEmpty();
  }

  @Test
  void onlyDifferencesAreWritten() {
    FabricState before = state();
    assertThat(state().routeLines(before)).isEmpty();
    learned("hub-ergw/0", "10.2.30.0/25", "10.10.30.132", "12076 65021");
    FabricState after = state();
    assertThat(after.routeLines(before))
        .containsOnlyKeys("azure")
        .extractingByKey("azure")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
        .allMatch(line -> line.startsWith("route replace 10.2.30.0/25 via 10.10.30.132"))
        .hasSizeBetween(2, 3);
    assertThat(before.routeLines(after).get("azure"))
        .allMatch(line -> line.startsWith("route del 10.2.30.0/25"));
  }

  @Test
  void theElectedMemberOfARedundancyGroupAnswersForItsAddress() {
    assertThat(state().addresses())
        .contains(new FabricState.Answering("loc1-switch", "Vlan30", IpAddress.parse("10.2.30.1")));
    down.add("loc1-switch:Vlan30");
    assertThat(state().addresses())
        .extracting(FabricState.Answering::space)
        .doesNotContain("loc1-switch");
  }
}
