package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.ios.parse.SampleConfigurations;
import io.towpath.net.Severity;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.LatencyTable;
import io.towpath.network.Network;
import io.towpath.network.NetworkAssembly;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WholeConfigurationTest {

  static final List<String> samples = SampleConfigurations.NAMES;

  private static Fragment convert(String name) {
    return IosXeConversion.convert(
        IosXeParser.parse(name, SampleConfigurations.text(name)), "box", "ashburn");
  }

  @ParameterizedTest
  @FieldSource("samples")
  void samplesMakeAValidNetwork(String name) {
    Network network =
        NetworkAssembly.join(List.of(convert(name)), List.of(), false, LatencyTable.EMPTY);
    assertThat(network.findings()).noneMatch(f -> f.severity() != Severity.INFO);
    assertThat(network.unsupported()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("samples")
  void sameTextGivesTheSameFragment(String name) {
    assertThat(convert(name)).isEqualTo(convert(name));
  }

  @Test
  void edgeRouter() {
    Node node = convert("edge.cfg").nodes().getFirst();
    assertThat(node.name()).isEqualTo("box");
    assertThat(node.kind()).isEqualTo(NodeKind.ROUTER);
    assertThat(node.sites()).containsExactly("box", "site:ashburn");
    assertThat(node.vrfs()).extracting(Vrf::name).containsExactly("default", "WAN", "Mgmt-intf");
    assertThat(node.interfaces()).hasSize(9);
    assertThat(node.bgp()).extracting(BgpSpeaker::vrf).containsExactly("default", "WAN");
    assertThat(node.bgp().getFirst().peers()).hasSize(2).allMatch(p -> p.remoteAsn() == 64500);
    assertThat(node.bgp().getFirst().peers()).allMatch(p -> p.families().size() == 1);
    assertThat(node.bgp().getLast().peers())
        .extracting(BgpPeer::remoteAsn)
        .containsExactly(12076L, 65515L);
    assertThat(node.tunnels()).extracting(TunnelEnd::iface).containsExactly("Tunnel30");
    assertThat(node.ospf()).singleElement().satisfies(o -> assertThat(o.interfaces()).hasSize(1));
    assertThat(node.nat()).hasSize(2);
  }

  @Test
  void bothTenantsAreWhole() {
    Fragment fragment = convert("tenants.cfg");
    Node node = fragment.nodes().getFirst();
    assertThat(node.interfaces().stream().filter(i -> i.vrf().equals("Blue Team")))
        .extracting(Interface::name)
        .containsExactly("Tunnel1", "GigabitEthernet0/0/0.10");
    assertThat(node.interfaces().stream().filter(i -> i.vrf().equals("Red Team")))
        .extracting(Interface::name)
        .containsExactly("GigabitEthernet0/0/0.20");
    assertThat(node.bgp()).extracting(BgpSpeaker::vrf).containsExactly("Blue Team", "Red Team");
    for (BgpSpeaker speaker : node.bgp()) {
      assertThat(speaker.networks()).hasSize(1);
      assertThat(speaker.peers()).hasSize(1);
      BgpPeer.Family family = speaker.peers().getFirst().families().getFirst();
      assertThat(family.exports()).extracting(p -> p.name()).containsExactly("Blue Team-ONLY");
      assertThat(family.exports().getFirst().terms().getFirst().matches()).hasSize(1);
    }
    assertThat(node.tunnels())
        .singleElement()
        .satisfies(end -> assertThat(end.underlayVrf()).isEqualTo("Blue Team"));
    assertThat(node.vrf("Blue Team"))
        .isNotNull()
        .satisfies(vrf -> assertThat(vrf.routes()).hasSize(1));
    assertThat(fragment.findings()).isEmpty();
    assertThat(fragment.unsupported()).isEmpty();
  }

  @Test
  void lanSwitch() {
    Fragment fragment = convert("switch.cfg");
    Node node = fragment.nodes().getFirst();
    assertThat(node.interfaces().stream().filter(i -> i.switchPort() != null))
        .extracting(Interface::name)
        .containsExactly("Port-channel1", "GigabitEthernet1/0/1");
    assertThat(fragment.groups())
        .singleElement()
        .satisfies(g -> assertThat(g.address()).hasToString("10.2.30.1"));
    assertThat(node.ospf().getFirst().interfaces()).hasSize(2);
  }

  @Test
  void importFromAnotherVrfOfTheRouterIsNotModelled() {
    Converted r1 =
        Converted.of(
            "ip vrf A",
            " route-target export 1:1",
            " route-target import 1:1",
            "ip vrf B",
            " route-target import 1:1");
    assertThat(r1.unsupported()).containsExactly("5 route-target import 1:1");
    assertThat(r1.fragment().unsupported().getFirst().affects()).containsExactly("r1/B");
  }
}
