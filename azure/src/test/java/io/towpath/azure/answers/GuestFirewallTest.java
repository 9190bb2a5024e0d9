package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.forwarding.Verdict;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.GuestFirewall;
import io.towpath.network.GuestFirewall.Allowance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R203: a machine's own firewall, behind the security groups. */
class GuestFirewallTest {
  private static final Allowance ICMP = new Allowance("icmp", PacketHeader.ICMP, List.of());
  private static final Allowance RDP =
      new Allowance("tcp:3389", PacketHeader.TCP, List.of(new Filter.PortRange(3389, 3389)));

  private static TestResources network() {
    return TestResources.network()
        .vnet("v", "eastus", "10.1.0.0/16")
        .subnet("v", "s", "10.1.1.0/24")
        .subnet("v", "t", "10.1.2.0/24", TestResources.table("rt"))
        .routeTable("rt", "", "over 10.1.3.0/24 VirtualAppliance 10.1.1.10")
        .subnet("v", "u", "10.1.3.0/24")
        .host("vm", "v", "s", "10.1.1.4")
        .host("peer", "v", "t", "10.1.2.4")
        .host("far", "v", "u", "10.1.3.4")
        .nic("nva-nic", "v", "s", "10.1.1.10", ", 'enableIPForwarding': true")
        .machine("nva", "nva-nic");
  }

  private static AzureFragment compile(
      String machine, List<String> configured, Allowance... allowed) {
    return AzureCompiler.compile(
        network().resources(),
        Profile.CURRENT,
        AssignedAddresses.NONE,
        new GuestSettings(
            List.of(
                new GuestSettings.Guest(
                    machine,
                    null,
                    List.of(),
                    new GuestFirewall(List.of(allowed), Origin.NONE),
                    Origin.NONE))),
        configured);
  }

  private static SolvedAzure with(String machine, Allowance... allowed) {
    return SolvedAzure.of(compile(machine, List.of(), allowed), List.of());
  }

  @Test
  void whatIsNotAllowedIsDropped() {
    SolvedAzure solved = with("VM", RDP);

    assertThat(solved.trace("peer", "10.1.1.4").verdict())
        .isEqualTo(Verdict.DROPPED_BY_GUEST_FIREWALL);
    assertThat(solved.connects("peer", "10.1.1.4", 3389)).isTrue();
    assertThat(solved.connects("peer", "10.1.1.4", 445)).isFalse();
  }

  @Test
  void anAllowanceForIcmpAdmitsPings() {
    assertThat(with("vm", RDP, ICMP).trace("peer", "10.1.1.4").answered()).isTrue();
    assertThat(with("vm").trace("peer", "10.1.1.4").answered()).isFalse();
  }

  @Test
  void whatTheMachineOpensIsAnswered() {
    SolvedAzure solved = with("vm");

    assertThat(solved.trace("vm", "10.1.2.4").answered()).isTrue();
    assertThat(solved.connects("vm", "10.1.2.4", 443)).isTrue();
  }

  @Test
  void whatOnlyPassesThroughIsNotConcerned() {
    SolvedAzure solved = with("nva");

    assertThat(solved.trace("peer", "10.1.3.4").answered()).isTrue();
    assertThat(solved.trace("peer", "10.1.1.10").verdict())
        .isEqualTo(Verdict.DROPPED_BY_GUEST_FIREWALL);
  }
}
