package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** R57, R218–R220: with which address a machine reaches the Internet, if at all. */
class OutboundTest {
  private static final String WEB = "198.51.100.10";

  private static TestResources vnet(String subnetMembers) {
    return TestResources.network()
        .vnet("v", "eastus", "10.1.0.0/16")
        .subnet("v", "s", "10.1.1.0/24", subnetMembers);
  }

  private static String natGateway() {
    return ", 'natGateway': {'id': '" + TestResources.id("natGateways/nat") + "'}";
  }

  private static TestResources withNatGateway(TestResources resources) {
    return resources
        .publicIp("nat-pip", "20.0.0.3")
        .add(
            "natGateways",
            "nat",
            "eastus",
            "'publicIpAddresses': [{'id': '"
                + TestResources.id("publicIPAddresses/nat-pip")
                + "'}]");
  }

  /** A machine in subnet {@code s}, with a public address and in a pool if these are not empty. */
  private static TestResources machine(TestResources resources, String publicIp, String pool) {
    if (!publicIp.isEmpty()) {
      resources.publicIp("vm-pip", publicIp);
    }
    return resources
        .add(
            "networkInterfaces",
            "vm-nic",
            "eastus",
            "'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '10.1.1.4',"
                + " 'subnet': {'id': '"
                + TestResources.id("virtualNetworks/v/subnets/s")
                + "'}"
                + (publicIp.isEmpty()
                    ? ""
                    : ", 'publicIPAddress': {'id': '"
                        + TestResources.id("publicIPAddresses/vm-pip")
                        + "'}")
                + (pool.isEmpty()
                    ? ""
                    : ", 'loadBalancerBackendAddressPools': [{'id': '"
                        + TestResources.id("loadBalancers/lb/backendAddressPools/" + pool)
                        + "'}]")
                + "}}]")
        .machine("vm", "vm-nic");
  }

  private static String rule(String kind, String protocol, String members) {
    String frontend =
        "{'id': '" + TestResources.id("loadBalancers/lb/frontendIPConfigurations/f") + "'}";
    return ", '"
        + kind
        + "': [{'name': 'r', 'properties': {'protocol': '"
        + protocol
        + "', "
        + (kind.equals("outboundRules")
            ? "'frontendIPConfigurations': [" + frontend + "]"
            : "'frontendPort': 80, 'backendPort': 80, 'frontendIPConfiguration': " + frontend)
        + ", 'backendAddressPool': {'id': '"
        + TestResources.id("loadBalancers/lb/backendAddressPools/p")
        + "'}"
        + members
        + "}}]";
  }

  private static TestResources balancer(TestResources resources, String rules) {
    return resources
        .publicIp("lb-pip", "20.0.0.4")
        .add(
            "loadBalancers",
            "lb",
            "eastus",
            "'sku': {'name': 'Standard'}, 'frontendIPConfigurations': [{'name': 'f', 'properties':"
                + " {'publicIPAddress': {'id': '"
                + TestResources.id("publicIPAddresses/lb-pip")
                + "'}}}], 'backendAddressPools': [{'name': 'p', 'properties': {}}]"
                + rules);
  }

  private static SolvedAzure solved(TestResources resources) {
    return SolvedAzure.of(
        resources.compile(), List.of(), TestRouter.named("web", 65001).loopback(WEB).internet(WEB));
  }

  /** The source with which a TCP packet to the web arrives, or the verdict. */
  private static String source(TestResources resources) {
    Walk walk = solved(resources).tcp("vm", WEB, 443).forward();
    return walk.verdict() == Verdict.DELIVERED
        ? walk.last().source().toString()
        : walk.verdict().toString();
  }

  @Test
  void theOrderIsThatOfAzure() {
    assertThat(source(machine(vnet(""), "", ""))).startsWith("198.18.");
    assertThat(source(machine(vnet(""), "20.0.0.2", ""))).isEqualTo("20.0.0.2");
    assertThat(source(machine(withNatGateway(vnet(natGateway())), "20.0.0.2", "")))
        .isEqualTo("20.0.0.3");
    String outbound = rule("outboundRules", "All", "");
    assertThat(source(balancer(machine(vnet(""), "", "p"), outbound))).isEqualTo("20.0.0.4");
    assertThat(source(balancer(machine(vnet(""), "20.0.0.2", "p"), outbound)))
        .isEqualTo("20.0.0.2");
  }

  @Test
  void aNatGatewayHasNoIcmp() {
    SolvedAzure solved = solved(machine(withNatGateway(vnet(natGateway())), "20.0.0.2", ""));

    assertThat(solved.trace("vm", WEB).verdict()).isEqualTo(Verdict.NAT_REFUSED);
  }

  @Test
  void defaultOutboundAccessHasNoIcmpAndAnAddressOfItsOwnHas() {
    // R220: only what is shared by ports is short of pings.
    assertThat(solved(machine(vnet(""), "", "")).trace("vm", WEB).verdict())
        .isEqualTo(Verdict.NAT_REFUSED);
    assertThat(solved(machine(vnet(""), "20.0.0.2", "")).trace("vm", WEB).verdict())
        .isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void aPrivateSubnetHasNoDefaultWay() {
    String members = ", 'defaultOutboundAccess': false";

    assertThat(source(machine(vnet(members), "", ""))).isEqualTo("NAT_REFUSED");
    assertThat(source(machine(vnet(members), "20.0.0.2", ""))).isEqualTo("20.0.0.2");
  }

  @Test
  void anInboundRuleOpensAWayOutForItsProtocolUnlessItSaysNo() {
    String open = rule("loadBalancingRules", "Tcp", "");
    String closed = rule("loadBalancingRules", "Tcp", ", 'disableOutboundSnat': true");
    String udp = rule("loadBalancingRules", "Udp", "");

    assertThat(source(balancer(machine(vnet(""), "", "p"), open))).isEqualTo("20.0.0.4");
    assertThat(source(balancer(machine(vnet(""), "", "p"), closed))).isEqualTo("NAT_REFUSED");
    assertThat(source(balancer(machine(vnet(""), "", "p"), udp))).isEqualTo("NAT_REFUSED");
  }

  @Test
  void membersOfAStandardBalancerHaveNoDefaultWay() {
    assertThat(source(balancer(machine(vnet(""), "", "p"), ""))).isEqualTo("NAT_REFUSED");
  }

  /** A machine with public address 20.0.0.2, and an appliance with 20.0.0.9. */
  private static SolvedAzure besideAnAppliance(TestResources vnet) {
    return solved(
        machine(vnet, "20.0.0.2", "")
            .subnet("v", "nva", "10.1.9.0/24")
            .publicIp("nva-pip", "20.0.0.9")
            .add(
                "networkInterfaces",
                "nva-nic",
                "eastus",
                "'enableIPForwarding': true, 'ipConfigurations': [{'name': 'ip', 'properties':"
                    + " {'privateIPAddress': '10.1.9.4', 'publicIPAddress': {'id': '"
                    + TestResources.id("publicIPAddresses/nva-pip")
                    + "'}, 'subnet': {'id': '"
                    + TestResources.id("virtualNetworks/v/subnets/nva")
                    + "'}}}]")
            .machine("nva", "nva-nic"));
  }

  private static TestResources behindTheAppliance() {
    return vnet(TestResources.table("rt"))
        .routeTable("rt", "", "all 0.0.0.0/0 VirtualAppliance 10.1.9.4");
  }

  /** What comes of a call from the Internet to a public address. */
  private static Trace call(SolvedAzure solved, PacketHeader probe) {
    int node = solved.solution().topology().nodeId("web");
    return new Tracer(new Walker(solved.solution()), List.of())
        .trace(
            new Place.AtNode(node, solved.solution().topology().vrfId(node, TestRouter.UNDERLAY)),
            probe,
            false);
  }

  @Test
  void theAnswerOfAPublicAddressLeavesByItsOwnInterfaceOrNotAtAll() {
    // R42: through the appliance it comes to the translation as a packet of the appliance's.
    IpAddress web = IpAddress.parse(WEB);
    IpAddress machine = IpAddress.parse("20.0.0.2");
    SolvedAzure direct = besideAnAppliance(vnet(""));
    SolvedAzure led = besideAnAppliance(behindTheAppliance());
    for (PacketHeader probe :
        List.of(
            PacketHeader.echo(web, machine),
            new PacketHeader(web, machine, PacketHeader.TCP, 50000, 443))) {
      assertThat(call(direct, probe).answered()).isTrue();
      assertThat(call(led, probe).verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(Objects.requireNonNull(call(led, probe).back()).verdict())
          .isEqualTo(Verdict.NAT_REFUSED);
    }
  }

  @Test
  void anApplianceThatTranslatesNothingLeadsNobodyToTheInternet() {
    SolvedAzure led = besideAnAppliance(behindTheAppliance());

    assertThat(led.tcp("vm", WEB, 443).verdict()).isEqualTo(Verdict.NAT_REFUSED);
    assertThat(led.tcp("nva", WEB, 443).forward().last().source().toString()).isEqualTo("20.0.0.9");
  }
}
