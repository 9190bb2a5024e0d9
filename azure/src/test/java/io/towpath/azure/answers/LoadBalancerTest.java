package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.net.Unsupported;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** R59, R290–R292: what front ends of load balancers let in, and who answers. */
class LoadBalancerTest {
  private static final String CLIENT = "198.51.100.10";
  private static final String FRONT = "20.0.0.4";
  private static final String HTTPS = "https 100 Inbound Allow Tcp Internet * 8443";
  private static final String SSH = "ssh 110 Inbound Allow Tcp Internet * 22";

  private static String ref(String path) {
    return "{'id': '" + id(path) + "'}";
  }

  /**
   * Machines {@code a} and {@code b} in pool {@code p}, under rules of a group if there are any.
   */
  private static TestResources machines(String... groupRules) {
    return machinesIn("", groupRules);
  }

  private static TestResources machinesIn(String subnetMembers, String... groupRules) {
    TestResources resources =
        TestResources.network()
            .vnet("v", "eastus", "10.1.0.0/16")
            .subnet(
                "v",
                "s",
                "10.1.1.0/24",
                groupRules.length == 0
                    ? subnetMembers
                    : subnetMembers + ", 'networkSecurityGroup': " + ref("networkSecurityGroups/g"))
            .publicIp("front-pip", FRONT);
    if (groupRules.length > 0) {
      resources.securityGroup("g", groupRules);
    }
    return machine(machine(resources, "a", 4, "ssh-a"), "b", 5, "");
  }

  private static TestResources machine(
      TestResources resources, String name, int number, String natRule) {
    String rules =
        natRule.isEmpty()
            ? ""
            : ", 'loadBalancerInboundNatRules': ["
                + ref("loadBalancers/lb/inboundNatRules/" + natRule)
                + "]";
    return resources
        .add(
            "networkInterfaces",
            name + "-nic",
            "eastus",
            "'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '10.1.1."
                + number
                + "', 'subnet': "
                + ref("virtualNetworks/v/subnets/s")
                + ", 'loadBalancerBackendAddressPools': ["
                + ref("loadBalancers/lb/backendAddressPools/p")
                + "]"
                + rules
                + "}}]")
        .machine(name, name + "-nic");
  }

  private static String rule(String name, String protocol, int port, int atMachine, String more) {
    return "{'name': '%s', 'properties': {'frontendIPConfiguration': %s, 'backendAddressPool': %s,"
            .formatted(
                name,
                ref("loadBalancers/lb/frontendIPConfigurations/f"),
                ref("loadBalancers/lb/backendAddressPools/p"))
        + " 'probe': %s, 'protocol': '%s', 'frontendPort': %d, 'backendPort': %d%s}}"
            .formatted(ref("loadBalancers/lb/probes/alive"), protocol, port, atMachine, more);
  }

  private static String natRule(String name, String members) {
    return "{'name': '%s', 'properties': {'frontendIPConfiguration': %s, 'protocol': 'Tcp', %s}}"
        .formatted(name, ref("loadBalancers/lb/frontendIPConfigurations/f"), members);
  }

  private static TestResources balancer(
      TestResources resources, String sku, String frontend, String rules, String natRules) {
    return resources.add(
        "loadBalancers",
        "lb",
        "eastus",
        "'sku': {'name': '"
            + sku
            + "'}, 'frontendIPConfigurations': [{'name': 'f', 'properties': {"
            + frontend
            + "}}], 'backendAddressPools': [{'name': 'p', 'properties': {}}], 'probes': [{'name':"
            + " 'alive', 'properties': {'protocol': 'Tcp', 'port': 8443}}],"
            + " 'loadBalancingRules': ["
            + rules
            + "], 'inboundNatRules': ["
            + natRules
            + "]");
  }

  private static TestResources onInternet(TestResources resources, String rules, String natRules) {
    String frontend = "'publicIPAddress': " + ref("publicIPAddresses/front-pip");
    return balancer(resources, "Standard", frontend, rules, natRules);
  }

  private static SolvedAzure solved(TestResources resources) {
    return SolvedAzure.of(
        resources.compile(),
        List.of(),
        TestRouter.named("client", 65001).loopback(CLIENT).internet(CLIENT));
  }

  private static Place client(SolvedAzure solved) {
    int node = solved.solution().topology().nodeId("client");
    return new Place.AtNode(node, solved.solution().topology().vrfId(node, TestRouter.UNDERLAY));
  }

  private static PacketHeader opens(int port) {
    return new PacketHeader(
        IpAddress.parse(CLIENT), IpAddress.parse(FRONT), PacketHeader.TCP, 50000, port);
  }

  private static Trace trace(SolvedAzure solved, PacketHeader probe) {
    return new Tracer(new Walker(solved.solution()), List.of()).trace(client(solved), probe, false);
  }

  private static Trace connect(SolvedAzure solved, int port) {
    return trace(solved, opens(port));
  }

  private static boolean pings(SolvedAzure solved) {
    return trace(solved, PacketHeader.echo(IpAddress.parse(CLIENT), IpAddress.parse(FRONT)))
        .answered();
  }

  /** Every machine at which a connection may end, with the header that it sees. */
  private static Set<String> ends(SolvedAzure solved, int port) {
    Walker walker = new Walker(solved.solution());
    Set<String> ends = new TreeSet<>();
    for (Walk walk : walker.paths(client(solved), opens(port), null, 9, false)) {
      ends.add(
          walk.verdict() == Verdict.DELIVERED
              ? walk.end() + " " + walk.last().destination() + ":" + walk.last().destinationPort()
              : walk.verdict().word());
    }
    return ends;
  }

  @Test
  void aRuleSharesItsPortAmongThePoolAndTheAnswerComesFromTheFrontEnd() {
    SolvedAzure solved =
        solved(onInternet(machines(HTTPS), rule("https", "Tcp", 443, 8443, ""), ""));

    assertThat(ends(solved, 443)).containsExactly("a 10.1.1.4:8443", "b 10.1.1.5:8443");
    Trace trace = connect(solved, 443);
    assertThat(trace.answered()).isTrue();
    PacketHeader answer = Objects.requireNonNull(trace.back()).last();
    assertThat(answer.source()).hasToString(FRONT);
    assertThat(answer.sourcePort()).isEqualTo(443);
    assertThat(trace.hops()).extracting(Trace.Hop::address).containsExactly(IpAddress.parse(FRONT));
  }

  @Test
  void theAnswerLeavesByThePortOfItsMachineOrNotAtAll() {
    // R42: by a default route to an appliance it would leave as somebody else's packet.
    TestResources led =
        machinesIn(TestResources.table("rt"), HTTPS)
            .routeTable("rt", "", "all 0.0.0.0/0 VirtualAppliance 10.1.9.4")
            .subnet("v", "nva", "10.1.9.0/24")
            .nic("nva-nic", "v", "nva", "10.1.9.4", ", 'enableIPForwarding': true")
            .machine("nva", "nva-nic");

    Trace trace = connect(solved(onInternet(led, rule("https", "Tcp", 443, 8443, ""), "")), 443);

    assertThat(trace.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(Objects.requireNonNull(trace.back()).verdict()).isEqualTo(Verdict.NAT_REFUSED);
  }

  @Test
  void aPortOrProtocolWithoutARuleIsDropped() {
    SolvedAzure solved =
        solved(onInternet(machines(HTTPS, SSH), rule("https", "Tcp", 443, 8443, ""), ""));

    assertThat(ends(solved, 8443)).containsExactly("noOwner");
    assertThat(ends(solved, 22)).containsExactly("noOwner");
  }

  @Test
  void securityGroupsSeeTheAddressAndPortOfTheMachine() {
    String here = "https 100 Inbound Allow Tcp Internet 10.1.1.4 8443";
    SolvedAzure solved =
        solved(onInternet(machines(here), rule("https", "Tcp", 443, 8443, ""), ""));

    assertThat(ends(solved, 443)).containsExactly("a 10.1.1.4:8443", "droppedByFilter");
  }

  @Test
  void whoeverTheProbeDoesNotReachTakesNoFlows() {
    String noProbes = "no-probes 101 Inbound Deny * AzureLoadBalancer 10.1.1.4 *";
    String none = "no-probes 101 Inbound Deny * AzureLoadBalancer * *";
    String rule = rule("https", "Tcp", 443, 8443, "");

    SolvedAzure one = solved(onInternet(machines(HTTPS, noProbes), rule, ""));
    assertThat(ends(one, 443)).containsExactly("b 10.1.1.5:8443");
    assertThat(pings(one)).isTrue();
    SolvedAzure nobody = solved(onInternet(machines(HTTPS, none), rule, ""));
    assertThat(ends(nobody, 443)).containsExactly("nextHopUnreachable");
    assertThat(pings(nobody)).isFalse();
  }

  @Test
  void withoutASecurityGroupOnlyABasicBalancerLetsAnybodyIn() {
    String rule = rule("https", "Tcp", 443, 8443, "");
    String frontend = "'publicIPAddress': " + ref("publicIPAddresses/front-pip");

    SolvedAzure standard = solved(balancer(machines(), "Standard", frontend, rule, ""));
    assertThat(ends(standard, 443)).containsExactly("droppedByFilter");
    assertThat(standard.connects("a", "10.1.1.5", 443)).isTrue();
    SolvedAzure basic = solved(balancer(machines(), "Basic", frontend, rule, ""));
    assertThat(ends(basic, 443)).containsExactly("a 10.1.1.4:8443", "b 10.1.1.5:8443");
  }

  @Test
  void onlyStandardFrontEndsWithARuleAnswerPingsThemselves() {
    String rule = rule("https", "Tcp", 443, 8443, "");
    String natRule = natRule("ssh-a", "'frontendPort': 2222, 'backendPort': 22");
    String frontend = "'publicIPAddress': " + ref("publicIPAddresses/front-pip");

    assertThat(pings(solved(onInternet(machines(HTTPS), rule, "")))).isTrue();
    assertThat(pings(solved(onInternet(machines(SSH), "", natRule)))).isFalse();
    assertThat(pings(solved(balancer(machines(HTTPS), "Basic", frontend, rule, "")))).isFalse();
  }

  @Test
  void aFloatingAddressReachesTheMachineAsItIs() {
    String rule = rule("https", "Tcp", 443, 8443, ", 'enableFloatingIP': true");
    SolvedAzure solved = solved(onInternet(machines(HTTPS), rule, ""));

    assertThat(ends(solved, 443)).containsExactly("a 20.0.0.4:8443", "b 20.0.0.4:8443");
    Trace trace = connect(solved, 443);
    assertThat(trace.answered()).isTrue();
    assertThat(Objects.requireNonNull(trace.back()).last().sourcePort()).isEqualTo(443);
  }

  @Test
  void inboundNatRulesForwardOnePortToOneMachine() {
    String named =
        natRule(
            "ssh-b",
            "'frontendPort': 2223, 'backendPort': 22, 'backendIPConfiguration': "
                + ref("networkInterfaces/b-nic/ipConfigurations/ip"));
    String naming = natRule("ssh-a", "'frontendPort': 2222, 'backendPort': 22");
    String range =
        natRule(
            "ssh",
            "'frontendPortRangeStart': 50001, 'frontendPortRangeEnd': 50009, 'backendPort': 22,"
                + " 'backendAddressPool': "
                + ref("loadBalancers/lb/backendAddressPools/p"));
    SolvedAzure solved =
        solved(onInternet(machines(SSH), "", String.join(", ", named, naming, range)));

    assertThat(ends(solved, 2222)).containsExactly("a 10.1.1.4:22");
    assertThat(ends(solved, 2223)).containsExactly("b 10.1.1.5:22");
    assertThat(ends(solved, 50001)).containsExactly("a 10.1.1.4:22");
    assertThat(ends(solved, 50002)).containsExactly("b 10.1.1.5:22");
    assertThat(ends(solved, 50003)).containsExactly("noOwner");
    Trace trace = connect(solved, 50002);
    assertThat(trace.answered()).isTrue();
    assertThat(Objects.requireNonNull(trace.back()).last().sourcePort()).isEqualTo(50002);
    SolvedAzure without =
        solved.failing(
            new Failure.InterfaceDown(new InterfaceRef(solved.names().fabric(), "a-nic"), false));
    assertThat(ends(without, 2222)).containsExactly("nextHopUnreachable");
    assertThat(ends(without, 2223)).containsExactly("b 10.1.1.5:22");
  }

  @Test
  void aPrivateFrontEndTakesItsPortsToo() {
    String frontend =
        "'privateIPAddress': '10.1.1.100', 'subnet': " + ref("virtualNetworks/v/subnets/s");
    SolvedAzure solved =
        solved(
            balancer(machines(HTTPS), "Standard", frontend, rule("https", "Tcp", 443, 8443, ""), "")
                .host("c", "v", "s", "10.1.1.9"));

    assertThat(solved.connects("c", "10.1.1.100", 443)).isTrue();
    assertThat(solved.tcp("c", "10.1.1.100", 80).verdict()).isEqualTo(Verdict.NO_OWNER);
    assertThat(solved.trace("c", "10.1.1.100").answered()).isFalse();
  }

  @Test
  void aMachineOfTheSameVnetComesInFromOutside() {
    SolvedAzure solved =
        solved(
            onInternet(machines(HTTPS), rule("https", "Tcp", 443, 8443, ""), "")
                .host("c", "v", "s", "10.1.1.9"));
    Trace trace = solved.tcp("c", FRONT, 443);

    assertThat(trace.answered()).isTrue();
    assertThat(trace.forward().last().source().toString()).startsWith("198.18.");
  }

  @Test
  void whatIsNotModelledIsReported() {
    AzureFragment bare =
        onInternet(machines(HTTPS), rule("all", "All", 0, 0, ""), "")
            .add(
                "loadBalancers",
                "other",
                "eastus",
                "'frontendIPConfigurations': [{'name': 'f', 'properties': {'publicIPAddress': "
                    + ref("publicIPAddresses/other-pip")
                    + "}}], 'backendAddressPools': [{'name': 'p', 'properties':"
                    + " {'loadBalancerBackendAddresses': [{'name': 'x', 'properties':"
                    + " {'ipAddress': '10.1.1.4'}}]}}], 'loadBalancingRules': [{'name': 'r',"
                    + " 'properties': {'frontendIPConfiguration': "
                    + ref("loadBalancers/other/frontendIPConfigurations/f")
                    + ", 'backendAddressPool': "
                    + ref("loadBalancers/other/backendAddressPools/p")
                    + ", 'protocol': 'Tcp', 'frontendPort': 80, 'backendPort': 80}}]")
            .publicIp("other-pip", "20.0.0.5")
            .compile();

    assertThat(bare.fragment().unsupported())
        .extracting(Unsupported::text)
        .anyMatch(text -> text.contains("frontendPort"))
        .anyMatch(text -> text.contains("loadBalancerBackendAddresses"));
    assertThat(bare.fragment().findings()).extracting(Finding::code).contains("TP2815");
  }
}
