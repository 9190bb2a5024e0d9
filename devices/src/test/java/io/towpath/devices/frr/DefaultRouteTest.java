package io.towpath.devices.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.frr.convert.FrrConversion;
import io.towpath.devices.frr.parse.FrrParser;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.Fragment;
import io.towpath.network.RoutePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FRR redistributes a default route like any other, which IOS-XE does not. */
class DefaultRouteTest {
  private static final String ROUTER =
      """
      ip route 0.0.0.0/0 10.0.0.1
      router bgp 65001
       neighbor 10.0.0.1 remote-as 65002
       address-family ipv4 unicast
        %s
       exit-address-family
      exit
      ip prefix-list HOSTS seq 5 permit 0.0.0.0/0 ge 32
      route-map NO-HOSTS deny 5
       match ip address prefix-list HOSTS
      exit
      route-map NO-HOSTS permit 10
       set metric 7
      exit
      """;

  private static List<NetworkStatement> defaults(String statement) {
    Fragment read =
        FrrConversion.convert(FrrParser.parse("frr.conf", ROUTER.formatted(statement)), "r", null);
    assertThat(read.unsupported()).isEmpty();
    return read.nodes().getFirst().bgp().getFirst().networks().stream()
        .filter(network -> network.prefix().equals(Prefix.DEFAULT_IPV4))
        .toList();
  }

  @Test
  void aRedistributedDefaultRouteIsOriginated() {
    assertThat(defaults("redistribute static"))
        .singleElement()
        .matches(NetworkStatement::needsRoute);
    assertThat(defaults("network 10.0.0.0/8")).isEmpty();
  }

  @Test
  void itPassesTheRouteMapOfTheRedistribution() {
    NetworkStatement network = defaults("redistribute static route-map NO-HOSTS").getFirst();
    assertThat(network.policy()).isNotNull();
    assertThat(network.policy().terms())
        .filteredOn(RoutePolicy.Term::permit)
        .anySatisfy(
            term -> assertThat(term.changes().toString()).contains("INCOMPLETE").contains("7"));
  }
}
