package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.network.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two VPN gateways, one of them active-active, and two sites of one AS, as in the published lab
 * WhatTheHack 036-BGP: what each gateway learns and announces as BGP is turned on step by step.
 */
class VpnMeshTest {
  private static final String BGP = ", 'enableBgp': true";

  private static SolvedAzure mesh(boolean atSite3, boolean atSite4, boolean between) {
    TestResources resources =
        TestResources.network()
            .vnet("vnet1", "eastus", "10.1.0.0/16")
            .subnet("vnet1", "GatewaySubnet", "10.1.0.0/24")
            .subnet("vnet1", "apps", "10.1.1.0/24")
            .host("vm1", "vnet1", "apps", "10.1.1.4")
            .vnet("vnet2", "eastus", "10.2.0.0/16")
            .subnet("vnet2", "GatewaySubnet", "10.2.0.0/24")
            .subnet("vnet2", "apps", "10.2.1.0/24")
            .host("vm2", "vnet2", "apps", "10.2.1.4")
            .vpnGateway("vng1", "vnet1", "eastus", 65001, "40.0.0.1")
            .vpnGateway("vng2", "vnet2", "eastus", 65002, "40.0.0.2", "40.0.0.3")
            .device("site3", "60.0.0.3", "65100 10.3.0.10", "10.3.0.10/32")
            .device("site4", "60.0.0.4", "65100 10.4.0.10", "10.4.0.10/32")
            .device("toward-vng1", "40.0.0.1", "65001 10.1.0.254", "10.1.0.254/32")
            .device("toward-vng2-0", "40.0.0.2", "65002 10.2.0.4", "10.2.0.4/32")
            .device("toward-vng2-1", "40.0.0.3", "65002 10.2.0.5", "10.2.0.5/32")
            .toDevice("vng1-site3", "vng1", "site3", atSite3 ? BGP : "")
            .toDevice("vng1-site4", "vng1", "site4", between ? BGP : "")
            .toDevice("vng1-vng2-0", "vng1", "toward-vng2-0", between ? BGP : "")
            .toDevice("vng1-vng2-1", "vng1", "toward-vng2-1", between ? BGP : "")
            .toDevice("vng2-site3", "vng2", "site3", between ? BGP : "")
            .toDevice("vng2-site4", "vng2", "site4", atSite4 ? BGP : "")
            .toDevice("vng2-vng1", "vng2", "toward-vng1", between ? BGP : "");
    return SolvedAzure.of(
        resources.compile(),
        List.of(),
        site("site3", "60.0.0.3", "10.3.0.10", "10.3.1.0/24"),
        site("site4", "60.0.0.4", "10.4.0.10", "10.4.1.0/24"));
  }

  private static TestRouter site(String name, String address, String bgp, String lan) {
    return TestRouter.named(name, 65100)
        .loopback(bgp)
        .internet(address)
        .lan(lan)
        .tunnel("t1", "40.0.0.1")
        .tunnel("t2", "40.0.0.2")
        .tunnel("t3", "40.0.0.3")
        .overTunnel("10.1.0.254", 65001, "t1")
        .overTunnel("10.2.0.4", 65002, "t2")
        .overTunnel("10.2.0.5", 65002, "t3");
  }

  @Test
  void withoutBgpInterfacesSeePrefixesOfLocalNetworkGateways() {
    SolvedAzure solved = mesh(false, false, false);

    // R267: the public address of a single gateway, both private ones of an active-active one.
    assertThat(solved.routesWithoutNone("vm1"))
        .containsExactlyInAnyOrder(
            "Default Active 10.1.0.0/16 VnetLocal []",
            "Default Active 0.0.0.0/0 Internet []",
            "VirtualNetworkGateway Active 10.2.0.4/32 VirtualNetworkGateway [40.0.0.1]",
            "VirtualNetworkGateway Active 10.2.0.5/32 VirtualNetworkGateway [40.0.0.1]",
            "VirtualNetworkGateway Active 10.3.0.10/32 VirtualNetworkGateway [40.0.0.1]",
            "VirtualNetworkGateway Active 10.4.0.10/32 VirtualNetworkGateway [40.0.0.1]");
    assertThat(solved.routesWithoutNone("vm2"))
        .contains(
            "VirtualNetworkGateway Active 10.1.0.254/32 VirtualNetworkGateway"
                + " [10.2.0.4, 10.2.0.5]",
            "VirtualNetworkGateway Active 10.3.0.10/32 VirtualNetworkGateway"
                + " [10.2.0.4, 10.2.0.5]");
  }

  @Test
  void withOneSessionTheSingleGatewayLearnsAndAnnounces() {
    SolvedAzure solved = mesh(true, false, false);

    assertThat(solved.learned("vng1", 0))
        .containsExactlyInAnyOrder(
            "10.1.0.0/16 Network 10.1.0.254 [] 32768",
            "10.2.0.4/32 Network 10.1.0.254 [] 32768",
            "10.2.0.5/32 Network 10.1.0.254 [] 32768",
            "10.3.0.10/32 Network 10.1.0.254 [] 32768",
            "10.4.0.10/32 Network 10.1.0.254 [] 32768",
            "10.3.1.0/24 EBgp 10.3.0.10 [65100] 32768 10.3.0.10");
    // R268: host routes of other tunnels go out, not the peer's own; nothing of the peer's AS.
    assertThat(solved.advertised("vng1", "10.3.0.10"))
        .containsExactlyInAnyOrder(
            "10.1.0.0/16 10.1.0.254 [65001]",
            "10.2.0.4/32 10.1.0.254 [65001]",
            "10.2.0.5/32 10.1.0.254 [65001]",
            "10.4.0.10/32 10.1.0.254 [65001]");
    assertThat(solved.peers("vng1")).containsExactly("10.1.0.254 10.3.0.10 Connected 1");
    assertThat(solved.trace("vm1", "10.3.1.10").answered()).isTrue();
  }

  @Test
  void activeActiveInstancesShareWhatTheyLearn() {
    SolvedAzure solved = mesh(true, true, false);

    assertThat(solved.learned("vng2", 1))
        .containsExactlyInAnyOrder(
            "10.2.0.0/16 Network 10.2.0.5 [] 32768",
            "10.1.0.254/32 Network 10.2.0.5 [] 32768",
            "10.1.0.254/32 IBgp 10.2.0.4 [] 32768 10.2.0.4",
            "10.3.0.10/32 Network 10.2.0.5 [] 32768",
            "10.3.0.10/32 IBgp 10.2.0.4 [] 32768 10.2.0.4",
            "10.4.0.10/32 Network 10.2.0.5 [] 32768",
            "10.4.0.10/32 IBgp 10.2.0.4 [] 32768 10.2.0.4",
            "10.4.1.0/24 EBgp 10.4.0.10 [65100] 32768 10.4.0.10",
            "10.4.1.0/24 IBgp 10.2.0.4 [65100] 32768 10.2.0.4");
    assertThat(solved.advertised("vng2", "10.4.0.10"))
        .containsExactlyInAnyOrder(
            "10.2.0.0/16 10.2.0.4 [65002]",
            "10.1.0.254/32 10.2.0.4 [65002]",
            "10.3.0.10/32 10.2.0.4 [65002]",
            "10.2.0.0/16 10.2.0.5 [65002]",
            "10.1.0.254/32 10.2.0.5 [65002]",
            "10.3.0.10/32 10.2.0.5 [65002]");
    // The sites pass nothing on between themselves.
    assertThat(solved.trace("vm1", "10.2.1.4").answered()).isFalse();
  }

  @Test
  void withBgpEverywhereGatewaysAreTransit() {
    SolvedAzure solved = mesh(true, true, true);

    assertThat(solved.learned("vng1", 0, "10.3.1.0/24"))
        .containsExactlyInAnyOrder(
            "10.3.1.0/24 EBgp 10.3.0.10 [65100] 32768 10.3.0.10",
            "10.3.1.0/24 EBgp 10.2.0.4 [65002-65100] 32768 10.2.0.4",
            "10.3.1.0/24 EBgp 10.2.0.5 [65002-65100] 32768 10.2.0.5");
    assertThat(solved.learned("vng1", 0, "10.2.0.0/16"))
        .contains(
            "10.2.0.0/16 EBgp 10.2.0.4 [65002] 32768 10.2.0.4",
            "10.2.0.0/16 EBgp 10.2.0.5 [65002] 32768 10.2.0.5");
    // A site gets the other gateway's range over each gateway.
    assertThat(solved.advertised("vng1", "10.3.0.10"))
        .contains("10.2.0.0/16 10.1.0.254 [65001-65002]");
    assertThat(solved.trace("vm1", "10.2.1.4").answered()).isTrue();
  }

  @Test
  void anInstanceWithALongerPathIsNotANextHop() {
    SolvedAzure whole = mesh(false, true, false);
    String row = "VirtualNetworkGateway Active 10.4.1.0/24 VirtualNetworkGateway ";
    assertThat(whole.routesWithoutNone("vm2")).contains(row + "[10.2.0.4, 10.2.0.5]");

    // R267: what instance 1 knows no longer leads into a tunnel of its own.
    SolvedAzure cut = whole.failing(new Failure.TunnelDown("vng2/1", "vng2-site4"));
    assertThat(cut.routesWithoutNone("vm2")).contains(row + "[10.2.0.4]");
    assertThat(cut.trace("vm2", "10.4.1.10").answered()).isTrue();
  }

  @Test
  void theStandbyTakesOverAddressesAndSessions() {
    SolvedAzure solved = mesh(true, false, false);
    SolvedAzure failed = solved.failing(new Failure.NodeDown("vng1/0"));

    assertThat(failed.peers("vng1")).containsExactly("10.1.0.254 10.3.0.10 Connected 1");
    assertThat(failed.routesWithoutNone("vm1"))
        .contains("VirtualNetworkGateway Active 10.3.1.0/24 VirtualNetworkGateway [40.0.0.1]");
    assertThat(failed.trace("vm1", "10.3.1.10").answered()).isTrue();
    assertThat(failed.trace("site3-vm", "10.1.1.4").answered()).isTrue();
  }
}
