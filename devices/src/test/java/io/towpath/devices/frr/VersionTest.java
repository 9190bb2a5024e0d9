package io.towpath.devices.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.frr.convert.FrrConversion;
import io.towpath.devices.frr.parse.FrrParser;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FRR keeps the defaults of the version that a configuration names. */
class VersionTest {
  private static BgpSpeaker speaker(String version) {
    String text =
        """
        frr version %s
        frr defaults traditional
        interface eth0
         ip address 10.0.0.1/24
        router bgp 65001
         neighbor 10.0.0.2 remote-as 65002
         address-family ipv4 unicast
          network 10.9.0.0/16
         exit-address-family
        """
            .formatted(version);
    return FrrConversion.convert(FrrParser.parse("r.conf", text), "r", null)
        .nodes()
        .getFirst()
        .bgp()
        .getFirst();
  }

  private static BgpPeer.Family family(BgpSpeaker speaker) {
    return speaker.peers().getFirst().families().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.0", "7.2", "7.2.1", "7.3_git"})
  void before74NeighboursNeedNoPolicyAndNetworksNoRoute(String version) {
    BgpSpeaker speaker = speaker(version);

    assertThat(family(speaker).exports()).isEmpty();
    assertThat(speaker.networks()).noneMatch(BgpSpeaker.NetworkStatement::needsRoute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.4", "7.5.1", "8.4.2", "10.2", "nightly"})
  void sinceThenTheyDo(String version) {
    BgpSpeaker speaker = speaker(version);

    assertThat(family(speaker).exports()).hasSize(1);
    assertThat(speaker.networks()).allMatch(BgpSpeaker.NetworkStatement::needsRoute);
  }
}
