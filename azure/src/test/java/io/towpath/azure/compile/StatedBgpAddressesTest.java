package io.towpath.azure.compile;

import static io.towpath.azure.ResourceTexts.readWhole;
import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.privatePeering;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Node;
import io.towpath.network.RoutePolicy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** R88, R146: link-local addresses of a connection, and communities of a VNet, as stated. */
class StatedBgpAddressesTest {

  private static final String CONFIGURATION =
      "/providers/Microsoft.Network/virtualNetworkGateways/g/ipConfigurations/one";

  private static final List<String> LINK_LOCAL =
      List.of(
          vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
          vpn(
              "g",
              "v",
              "'bgpSettings': {'bgpPeeringAddresses': [{'ipconfigurationId': '"
                  + CONFIGURATION
                  + "', 'customBgpIpAddresses': ['169.254.21.1', '169.254.21.5']}]}"),
          site("l", "'bgpSettings': {'asn': 65020, 'bgpPeeringAddress': '169.254.21.6'}"));

  private static BgpSpeaker speaker(String node, List<String> files, String more) {
    List<Node> nodes =
        AzureCompiler.compile(
                readWhole(Stream.concat(files.stream(), Stream.of(more)).toArray(String[]::new)),
                Profile.CURRENT,
                AssignedAddresses.NONE)
            .fragment()
            .nodes();
    return nodes.stream()
        .filter(found -> found.name().equals(node))
        .findFirst()
        .orElseThrow()
        .bgp()
        .getFirst();
  }

  private static BgpPeer peer(BgpSpeaker speaker) {
    return speaker.peers().stream()
        .filter(found -> found.address().equals(IpAddress.parse("169.254.21.6")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aConnectionSpeaksFromTheLinkLocalAddressThatItStates() {
    String stated =
        tunnel(
            "t",
            "g",
            "l",
            "'enableBgp': true",
            "'gatewayCustomBgpIpAddresses': [{'ipConfigurationId': '"
                + CONFIGURATION
                + "', 'customBgpIpAddress': '169.254.21.5'}]");

    assertThat(peer(speaker("g/0", LINK_LOCAL, stated)).transport().localAddress())
        .isEqualTo(IpAddress.parse("169.254.21.5"));
  }

  @Test
  void aConnectionThatStatesNoneSpeaksFromTheFirstOfTheInstance() {
    String silent = tunnel("t", "g", "l", "'enableBgp': true");

    assertThat(peer(speaker("g/0", LINK_LOCAL, silent)).transport().localAddress())
        .isEqualTo(IpAddress.parse("169.254.21.1"));
  }

  @Test
  void aVnetsOwnCommunityStandsBesideThatOfItsRegion() {
    BgpSpeaker speaker =
        speaker(
            "e/0",
            List.of(
                vnet(
                    "v",
                    "10.1.0.0/16",
                    "GatewaySubnet=10.1.255.0/27",
                    "'bgpCommunities': {'virtualNetworkCommunity': '12076:20001'}"),
                expressRoute("e", "v"),
                circuit("c"),
                privatePeering("c")),
            link("k", "e", "c"));

    RoutePolicy policy = Objects.requireNonNull(speaker.networks().getFirst().policy());
    assertThat(policy.terms().getFirst().changes())
        .containsExactly(
            new RoutePolicy.Change.Communities(
                List.of(Community.parse("12076:51004"), Community.parse("12076:20001")), false));
  }
}
