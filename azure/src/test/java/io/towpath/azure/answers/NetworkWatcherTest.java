package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.TestResources;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Next hop and IP flow verify of one interface (R242, R243). */
class NetworkWatcherTest {
  private static final SolvedAzure SOLVED =
      SolvedAzure.of(
          TestResources.network()
              .vnet("v", "eastus", "10.1.0.0/16")
              .subnet("v", "apps", "10.1.1.0/24", table("rt") + group("ofSubnet"))
              .nic(
                  "vm-nic",
                  "v",
                  "apps",
                  "10.1.1.4",
                  ", 'networkSecurityGroup': {'id': '" + id("networkSecurityGroups/ofNic") + "'}")
              .machine("vm", "vm-nic")
              .subnet("v", "open", "10.1.2.0/24")
              .nic("nva-nic", "v", "open", "10.1.2.4", ", 'enableIPForwarding': true")
              .machine("nva", "nva-nic")
              .subnet("v", "forced", "10.1.3.0/24", table("force"))
              .nic("forced-nic", "v", "forced", "10.1.3.4", "")
              .machine("forced", "forced-nic")
              .routeTable("force", "", "all 0.0.0.0/0 VirtualAppliance 10.1.2.4")
              .vnet("w", "eastus", "10.2.0.0/16")
              .peered("v", "w", "", "")
              .routeTable(
                  "rt", "", "site 10.9.0.0/16 VirtualAppliance 10.1.2.4", "hole 10.8.0.0/16 None")
              .securityGroup(
                  "ofSubnet",
                  "web 100 Inbound Allow Tcp * * 80",
                  "secure 110 Inbound Allow Tcp * * 443",
                  "out 100 Outbound Deny Udp * * 53")
              .securityGroup("ofNic", "noWeb 100 Inbound Deny Tcp * * 80")
              .compile(),
          List.of());

  record Hop(String to, String type, List<String> addresses, String table) {}

  static final List<Hop> HOPS =
      List.of(
          new Hop("10.1.2.4", "VnetLocal", List.of(), "System Route"),
          new Hop("10.2.0.4", "VnetPeering", List.of(), "System Route"),
          new Hop("10.9.1.1", "VirtualAppliance", List.of("10.1.2.4"), "rt"),
          new Hop("10.8.1.1", "None", List.of(), "rt"),
          new Hop("10.7.1.1", "None", List.of(), "System Route"),
          new Hop("20.1.1.1", "Internet", List.of(), "System Route"),
          new Hop("168.63.129.16", "Internet", List.of(), "System Route"));

  static final List<String> PLATFORM = List.of("168.63.129.16", "169.254.169.254");

  @ParameterizedTest
  @FieldSource("PLATFORM")
  void aRouteOfTheCustomersDoesNotHoldForPlatformAddresses(String address) {
    NetworkWatcher.NextHopAnswer answer =
        watcher().nextHop(nic("forced"), IpAddress.parse(address), Origin.NONE);

    assertThat(answer.nextHopType()).isEqualTo("Internet");
    assertThat(answer.routeTableId()).isEqualTo("System Route");
    assertThat(watcher().nextHop(nic("forced"), IpAddress.parse("20.1.1.1"), Origin.NONE))
        .satisfies(
            other -> assertThat(other.nextHopType()).isEqualTo("VirtualAppliance"),
            other -> assertThat(other.routeTableId()).isEqualTo(id("routeTables/force")));
  }

  @Test
  void theAnswerHoldsTheEffectiveRouteThatItFollows() {
    EffectiveRoute route =
        watcher().nextHop(nic("vm"), IpAddress.parse("10.9.1.1"), Origin.NONE).route();

    assertThat(route).isNotNull();
    assertThat(route.name()).isEqualTo("site");
    assertThat(route.addressPrefix()).containsExactly("10.9.0.0/16");
  }

  @ParameterizedTest
  @FieldSource("HOPS")
  void nextHop(Hop row) {
    NetworkWatcher.NextHopAnswer answer =
        watcher().nextHop(nic("vm"), IpAddress.parse(row.to()), Origin.NONE);

    assertThat(answer.nextHopType()).isEqualTo(row.type());
    assertThat(answer.nextHopIpAddresses()).isEqualTo(row.addresses());
    assertThat(answer.routeTable()).isEqualTo(row.table());
  }

  record Flow(
      String claim, String machine, boolean inbound, int protocol, int port, String answer) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Flow> FLOWS =
      List.of(
          new Flow(
              "R193: the subnet allows, the interface denies",
              "vm",
              true,
              PacketHeader.TCP,
              80,
              "Deny securityRules/noWeb"),
          new Flow(
              "R193: both allow, and the last one asked is named",
              "vm",
              true,
              PacketHeader.TCP,
              443,
              "Allow defaultSecurityRules/AllowVnetInBound"),
          new Flow(
              "R193: outbound the subnet is asked last",
              "vm",
              false,
              PacketHeader.UDP,
              53,
              "Deny securityRules/out"),
          new Flow("no group at all", "nva", true, PacketHeader.TCP, 80, "Allow "));

  @ParameterizedTest
  @FieldSource("FLOWS")
  void ipFlow(Flow row) {
    IpAddress own = nic(row.machine()).addresses().getFirst();
    IpAddress other = IpAddress.parse("10.1.2.9");
    PacketHeader packet =
        row.inbound()
            ? new PacketHeader(other, own, row.protocol(), 50000, row.port())
            : new PacketHeader(own, other, row.protocol(), 50000, row.port());

    NetworkWatcher.IpFlowAnswer answer =
        watcher().ipFlow(nic(row.machine()), row.inbound(), packet);

    assertThat(answer.access() + " " + answer.ruleName()).isEqualTo(row.answer());
  }

  private static NetworkWatcher watcher() {
    return new NetworkWatcher(SOLVED.solution(), SOLVED.names());
  }

  private static AzureNames.NicName nic(String machine) {
    String name = SOLVED.names().machine(machine).orElseThrow().nics().getFirst();
    return SOLVED.names().nic(name).orElseThrow();
  }
}
