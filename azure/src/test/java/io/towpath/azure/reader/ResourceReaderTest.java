package io.towpath.azure.reader;

import static io.towpath.azure.ResourceTexts.id;
import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.ResourceTexts.read;
import static io.towpath.azure.ResourceTexts.readWhole;
import static io.towpath.azure.ResourceTexts.readWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitFamily;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.OsType;
import io.towpath.azure.resource.PowerState;
import io.towpath.azure.resource.ProviderProvisioningState;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceTagRoute;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.Severity;
import io.towpath.net.Unsupported;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader keeps, reports and refuses. */
class ResourceReaderTest {

  private static final String VNET =
      json(
          """
          {'type': 'Microsoft.Network/virtualNetworks', 'name': 'v',
           'properties': {'addressSpace': {'addressPrefixes': ['10.0.0.0/16']},
             'subnets': [{'name': 's', 'properties': {'addressPrefix': '10.0.1.0/24'}}]}}
          """);

  record Broken(String claim, String file, String code, int line, String says) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Broken> BROKEN =
      List.of(
          new Broken("cut off JSON", "[\n{'id': 'x',\n", "TP1001", 3, "not valid JSON"),
          new Broken("no object", "[\n 5 ]", "TP1010", 2, "expected an object"),
          new Broken("no resource", "{\n'parameters': {}}", "TP2001", 1, "not a resource"),
          new Broken("an empty file", "", "TP1001", 1, "empty"),
          new Broken(
              "an id without end",
              "{'id': '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables'}",
              "TP2001",
              1,
              "is not the id of a resource"),
          new Broken(
              "id and type that differ",
              "{'id':"
                  + " '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/r',\n"
                  + "'type': 'Microsoft.Network/virtualNetworks'}",
              "TP2001",
              1,
              "the type is Microsoft.Network/virtualNetworks"),
          new Broken(
              "a child named without parent",
              "{'type': 'Microsoft.Network/virtualNetworks/subnets', 'name': 's'}",
              "TP2001",
              1,
              "different numbers of segments"),
          new Broken(
              "a VNet without ranges",
              "{'type': 'Microsoft.Network/virtualNetworks', 'name': 'v'}",
              "TP1013",
              1,
              "virtualNetworks \"v\": addressSpace: the VNet has no address range"),
          new Broken(
              "host bits in a range",
              "{'type': 'Microsoft.Network/virtualNetworks', 'name': 'v',\n"
                  + "'addressSpace': {\n'addressPrefixes': ['10.0.0.1/16']}}",
              "TP1013",
              3,
              "the prefix would be 10.0.0.0/16"),
          new Broken(
              "a reference to another type",
              """
              {'type': 'Microsoft.Network/networkInterfaces', 'name': 'n',
               'ipConfigurations': [{'name': 'i', 'subnet': {
                 'id': '/providers/Microsoft.Network/virtualNetworks/v'}}]}
              """,
              "TP2002",
              2,
              "but a Microsoft.Network/virtualNetworks/subnets belongs here"),
          new Broken(
              "a next hop type that no route may have",
              """
              {'type': 'Microsoft.Network/routeTables/routes', 'name': 't/r',
               'addressPrefix': '10.0.0.0/8',
               'nextHopType': 'VNetPeering'}
              """,
              "TP1013",
              3,
              "It may be VirtualAppliance, VirtualApplianceEcmp, VirtualNetworkGateway, None,"
                  + " VnetLocal, Internet."),
          new Broken(
              "peering routes kept out by another word",
              """
              {'type': 'Microsoft.Network/routeTables', 'name': 't',
               'disableBgpRoutePropagation': true,
               'disablePeeringRoute': 'Some'}
              """,
              "TP1013",
              3,
              "\"Some\" is none of its values. It may be None, All."),
          new Broken(
              "an appliance without address",
              """
              {'type': 'Microsoft.Network/routeTables/routes', 'name': 't/r',
               'addressPrefix': '10.0.0.0/8', 'nextHopType': 'VirtualAppliance'}
              """,
              "TP1013",
              1,
              "needs its address"),
          new Broken(
              "a rule without source",
              """
              {'type': 'Microsoft.Network/networkSecurityGroups/securityRules', 'name': 'g/r',
               'priority': 100, 'direction': 'Inbound', 'access': 'Deny', 'protocol': '*',
               'sourcePortRange': '*'}
              """,
              "TP1013",
              1,
              "the rule has no source"),
          new Broken(
              "a template",
              """
              {'resources': [
                {'type': 'Microsoft.Network/virtualNetworks',
                 'name': '[parameters(\\'vnetName\\')]'},
                {'type': 'Microsoft.Network/virtualNetworks', 'name': '[variables(\\'b\\')]'}]}
              """,
              "TP2003",
              3,
              "This is a template"));

  @ParameterizedTest
  @FieldSource("BROKEN")
  void whatIsBrokenGivesOneErrorWithItsPlace(Broken broken) {
    List<Finding> findings = read(json(broken.file().replace("\\'", "’"))).findings();

    assertThat(findings).hasSize(1);
    Finding finding = findings.getFirst();
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.code()).isEqualTo(broken.code());
    assertThat(finding.origin().file()).isEqualTo("0.json");
    assertThat(finding.origin().line()).isEqualTo(broken.line());
    assertThat(finding.message() + " " + finding.fix()).contains(broken.says());
  }

  @Test
  void aBrokenResourceDoesNotHideTheOthers() {
    AzureResources resources =
        read(
            "[{\"type\": \"Microsoft.Network/virtualNetworks\", \"name\": \"w\"}, " + VNET + "]",
            "[broken",
            VNET.replace("\"v\"", "\"u\""));

    assertThat(resources.virtualNetworks().values())
        .extracting(vnet -> vnet.name())
        .containsExactly("u", "v");
    assertThat(resources.findings()).extracting(Finding::code).contains("TP1013", "TP1001");
  }

  @Test
  void aBrokenChildDoesNotHideItsSiblings() {
    AzureResources resources =
        read(
            json(
                """
                {'type': 'Microsoft.Network/virtualNetworks', 'name': 'v',
                 'addressSpace': {'addressPrefixes': ['10.0.0.0/16']},
                 'subnets': [{'name': 'a', 'addressPrefix': 'wide'},
                   {'name': 'b', 'addressPrefix': '10.0.1.0/24'}]}
                """));

    assertThat(resources.subnets().keySet()).containsExactly(subnet("b"));
    assertThat(resources.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("subnets \"v/a\"");
              assertThat(finding.origin().line()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft.Network/bastionHosts",
        "microsoft.network/bastionhosts",
        "Microsoft.Network/applicationGateways",
        "Microsoft.Network/virtualWans",
        "Microsoft.Network/virtualRouters",
        "Microsoft.Network/somethingOfNextYear",
        "Microsoft.Compute/virtualMachineScaleSets"
      })
  void typesThatMatterAndAreNotModelledAreReported(String type) {
    AzureResources resources =
        read("\n{\"type\": \"" + type + "\", \"name\": \"x\", \"properties\": {}}");

    assertThat(resources.findings()).isEmpty();
    assertThat(resources.unsupported())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.text()).contains(type).contains("\"x\"");
              assertThat(entry.origin().toString()).isEqualTo("0.json:2");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Compute/disks",
        "Microsoft.Compute/virtualMachines/extensions",
        "Microsoft.Network/dnszones",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        "Microsoft.Network/networkWatchers/flowLogs",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Resources/resourceGroups"
      })
  void typesWithoutConsequenceAreDropped(String type) {
    AzureResources resources = read("{\"type\": \"" + type + "\", \"name\": \"x\"}");

    assertThat(resources.findings()).isEmpty();
    assertThat(resources.unsupported()).isEmpty();
    assertThat(resources.all()).isEmpty();
  }

  @Test
  void membersThatMatterAndAreNotModelledAreReportedWithTheirLine() {
    AzureResources resources =
        read(
            json(
                """
                {'type': 'Microsoft.Network/networkInterfaces', 'name': 'n',
                 'tags': {'a': 'b'}, 'etag': 'W', 'tapConfigurations': [],
                 'properties': {
                   'resourceGuid': 'g', 'privateEndpoint': {'id': null},
                   'somethingNew': {'deep': [{}], 'deeper': {'on': true}},
                   'ipConfigurations': [{'name': 'i', 'properties': {
                     'subnet': {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/s'},
                     'applicationGatewayBackendAddressPools': [{'id': 'pool'}],
                     'applicationSecurityGroups': null}}]}}
                """),
            VNET);

    assertThat(resources.unsupported())
        .extracting(entry -> entry.origin().line() + " " + entry.text())
        .containsExactly(
            "5 properties.somethingNew",
            "8 properties.ipConfigurations[0].properties.applicationGatewayBackendAddressPools");
    assertThat(resources.unsupported())
        .extracting(entry -> entry.origin().resource())
        .containsOnly(id("networkInterfaces", "n").toString());
  }

  @Test
  void aRouteToAServiceTagIsKeptAndReportedWithoutTheList() {
    AzureResources resources =
        readWhole(
            json(
                """
                {'type': 'Microsoft.Network/routeTables', 'name': 't', 'routes': [
                  {'name': 'r', 'addressPrefix': 'Storage.WestEurope', 'nextHopType': 'Internet'}]}
                """));

    assertThat(resources.routeTables().values().iterator().next().routes()).isEmpty();
    assertThat(resources.routeTables().values().iterator().next().tagRoutes())
        .extracting(ServiceTagRoute::tag)
        .containsExactly("Storage.WestEurope");
    assertThat(resources.unsupported())
        .extracting(Unsupported::text)
        .containsExactly(
            "routes[0].addressPrefix: service tag Storage.WestEurope, whose prefixes only"
                + " Microsoft's list of service tags knows");
  }

  @Test
  void aRouteToSeveralAppliancesHasTheirAddressesInTheirOrder() {
    String ecmp =
        "'addressPrefix': '10.5.0.0/16', 'nextHopType': 'VirtualApplianceEcmp', 'nextHop':"
            + " {'nextHopIpAddresses': ['10.1.9.5', '10.1.9.4']}";
    AzureResources resources =
        readWhole(
            json(
                "{'type': 'Microsoft.Network/routeTables', 'name': 't', 'routes': ["
                    + "{'name': 'a', 'addressPrefix': '10.6.0.0/16', 'nextHopType': 'None',"
                    + " 'nextHop': null}, {'name': 'r', "
                    + ecmp
                    + ", 'nextHopIpAddress': ''}, {'name': 'tag', "
                    + ecmp.replace("10.5.0.0/16", "Storage")
                    + "}]}"),
            json(
                "{'type': 'Microsoft.Network/routeTables/routes', 'name': 't/s', "
                    + ecmp.replace("10.5.0.0/16", "10.7.0.0/16")
                    + "}"));

    RouteTable table = resources.routeTables().values().iterator().next();
    assertThat(table.entries())
        .extracting(route -> route.name() + " " + route.nextHops())
        .containsExactlyInAnyOrder(
            "a ", "r 10.1.9.5, 10.1.9.4", "tag 10.1.9.5, 10.1.9.4", "s 10.1.9.5, 10.1.9.4");
    assertThat(resources.unsupported())
        .extracting(Unsupported::text)
        .allMatch(text -> text.contains("service tag Storage"));
  }

  /**
   * A route that R51 refuses.
   *
   * @param line of the error; the members begin at line 2, one on each
   */
  private record Refused(String claim, int line, String says, String... members) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private static String several(String... addresses) {
    return "'nextHop': {\n'nextHopIpAddresses': ["
        + Stream.of(addresses).map(one -> "'" + one + "'").collect(Collectors.joining(",\n"))
        + "]}";
  }

  private static final String ECMP = "'nextHopType': 'VirtualApplianceEcmp'";

  static final List<Refused> REFUSED =
      List.of(
          new Refused("no address", 1, "needs its addresses", ECMP),
          new Refused("an empty list", 4, "needs its addresses", ECMP, several()),
          new Refused("one address", 5, "2 to 64 addresses, here is 1", ECMP, several("10.1.9.4")),
          new Refused(
              "65 addresses",
              5,
              "2 to 64 addresses, here are 65",
              ECMP,
              several(
                  IntStream.rangeClosed(1, 65)
                      .mapToObj(i -> "10.1.9." + i)
                      .toArray(String[]::new))),
          new Refused(
              "one twice", 5, "10.1.9.4 stands here twice", ECMP, several("10.1.9.4", "10.1.9.4")),
          new Refused("no address at all", 6, "\"fw\"", ECMP, several("10.1.9.4", "fw")),
          new Refused(
              "two families",
              5,
              "10.1.9.4 and fd00:: differ in family",
              ECMP,
              several("10.1.9.4", "fd00::")),
          new Refused(
              "another family than the prefix",
              4,
              "the prefix 10.0.0.0/8 and the next hop fd00::4 differ in family",
              ECMP,
              several("fd00::4", "fd00::5")),
          new Refused(
              "the member of one appliance",
              4,
              "has its addresses in nextHop.nextHopIpAddresses",
              ECMP,
              "'nextHopIpAddress': '10.1.9.4'",
              several("10.1.9.4", "10.1.9.5")),
          new Refused(
              "several addresses for one appliance",
              5,
              "only a route to a VirtualApplianceEcmp has nextHop, this one goes to"
                  + " VirtualAppliance",
              "'nextHopType': 'VirtualAppliance'",
              "'nextHopIpAddress': '10.1.9.4'",
              several("10.1.9.4", "10.1.9.5")),
          new Refused(
              "several addresses for the Internet",
              4,
              "this one goes to Internet",
              "'nextHopType': 'Internet'",
              several("10.1.9.4", "10.1.9.5")));

  @ParameterizedTest
  @FieldSource("REFUSED")
  void aRouteWithOtherNextHopsThanItsTypeHasIsOneErrorWithItsPlace(Refused row) {
    List<Finding> findings =
        read(json(
                "{'type': 'Microsoft.Network/routeTables/routes', 'name': 't/r',\n"
                    + "'addressPrefix': '10.0.0.0/8',\n"
                    + String.join(",\n", row.members())
                    + "}"))
            .findings();

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.code()).isEqualTo("TP1013");
              assertThat(finding.origin().line()).isEqualTo(row.line());
              assertThat(finding.message()).contains(row.says());
            });
  }

  @Test
  void aRuleKeepsATagThatIsNotModelledSoThatNobodyTakesItForNoMatch() {
    AzureResources resources =
        readWhole(
            json(
                """
                {'type': 'Microsoft.Network/networkSecurityGroups', 'name': 'g', 'securityRules': [
                  {'name': 'r', 'priority': 100, 'direction': 'Inbound', 'access': 'Deny',
                   'protocol': '*', 'sourcePortRange': '*', 'destinationPortRange': '*',
                   'sourceAddressPrefixes': ['VIRTUALNETWORK', 'Sql', '10.1.0.0/16', '10.2.0.7'],
                   'destinationAddressPrefix': '*'}]}
                """));

    var rule =
        resources.networkSecurityGroups().values().iterator().next().securityRules().getFirst();
    assertThat(rule.sources())
        .startsWith(new AddressMatch.Tag("VirtualNetwork"), new AddressMatch.Tag("Sql"))
        .hasSize(4);
    assertThat(resources.unsupported())
        .extracting(Unsupported::text)
        .containsExactly(
            "securityRules[0].sourceAddressPrefixes[1]: service tag Sql, whose prefixes only"
                + " Microsoft's list of service tags knows");
  }

  private static final String TAGS =
      json(
          """
          {'changeNumber': 330, 'cloud': 'Public', 'values': [
            {'name': 'Storage', 'id': 'Storage', 'properties': {'region': '', 'platform': 'Azure',
              'addressPrefixes': ['20.60.0.0/16', '2603:1000::/48']}},
            {'name': 'Storage.WestEurope', 'id': 'Storage.WestEurope', 'properties':
              {'region': 'westeurope', 'addressPrefixes': ['20.60.4.0/24']}}]}
          """);

  @Test
  void aListOfServiceTagsIsReadAsPublished() {
    AzureResources resources = readWith(TAGS, VNET);

    assertThat(resources.findings()).isEmpty();
    assertThat(resources.serviceTags().find("storage.westeurope"))
        .hasValueSatisfying(
            tag -> {
              assertThat(tag.region()).isEqualTo("westeurope");
              assertThat(tag.prefixes()).containsExactly(Prefix.parse("20.60.4.0/24"));
            });
    assertThat(resources.serviceTags().find("Storage", "WestEurope")).isPresent();
    assertThat(resources.serviceTags().find("Sql")).isEmpty();
  }

  @Test
  void whatIsNoListOfServiceTagsOrContradictsItselfIsAnError() {
    assertThat(readWith("{}", VNET).findings())
        .extracting(Finding::code, finding -> finding.origin().file())
        .containsExactly(tuple("TP2011", "tags.json"));
    assertThat(readWith(TAGS.replace("Storage.WestEurope", "STORAGE"), VNET).findings())
        .extracting(Finding::code, finding -> finding.origin().line())
        .containsExactly(tuple("TP2012", 4));
    assertThat(readWith(TAGS.replace("20.60.4.0/24", "20.60.4.0/33"), VNET).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.origin().line()).isEqualTo(5));
  }

  @Test
  void theSameResourceTwiceWithOtherContentsIsAContradiction() {
    List<Finding> findings = read(VNET, VNET.replace("10.0.1.0/24", "10.0.2.0/24")).findings();

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP2004");
              assertThat(finding.origin().toString()).isEqualTo("1.json:1");
              assertThat(finding.message()).contains("0.json:1");
            });
  }

  @Test
  void aChildInItsParentAndOnItsOwnMustAgree() {
    String alone =
        json(
            """
            {'type': 'Microsoft.Network/virtualNetworks/subnets', 'name': 'v/s',
             'addressPrefix': '10.0.1.0/24'}
            """);

    assertThat(read(VNET, alone).findings()).isEmpty();
    assertThat(read(VNET, alone.replace("1.0/24", "2.0/24")).findings())
        .extracting(Finding::code)
        .containsExactly("TP2004");
    assertThat(read(alone).findings()).extracting(Finding::code).containsExactly("TP2005");
  }

  @Test
  void aReferenceToNothingIsAnErrorOnceForEachMissingResource() {
    String nic =
        json(
            """
            {'type': 'Microsoft.Network/networkInterfaces', 'name': '%s', 'ipConfigurations':
             [{'name': 'i', 'subnet':
               {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/gone'}}]}
            """);

    assertThat(read(VNET, nic.formatted("a"), nic.formatted("b")).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP2006");
              assertThat(finding.message()).contains("\"a\"").contains("/subnets/gone");
            });
  }

  @Test
  void anApplicationSecurityGroupThatIsNotThereIsAnErrorOfTheRuleAndOfTheInterface() {
    String rule =
        json(
            """
            {'type': 'Microsoft.Network/networkSecurityGroups', 'name': 'g', 'securityRules': [
              {'name': 'r', 'priority': 100, 'direction': 'Inbound', 'access': 'Deny',
               'protocol': '*', 'sourcePortRange': '*', 'destinationPortRange': '*',
               'sourceApplicationSecurityGroups':
                 ['/providers/Microsoft.Network/applicationSecurityGroups/web'],
               'destinationAddressPrefix': '*'}]}
            """);
    String nic =
        json(
            """
            {'type': 'Microsoft.Network/networkInterfaces', 'name': 'n', 'ipConfigurations':
             [{'name': 'i', 'applicationSecurityGroups':
                 [{'id': '/providers/Microsoft.Network/applicationSecurityGroups/db'}],
               'subnet': {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/s'}}]}
            """);
    String there = "{\"type\": \"Microsoft.Network/applicationSecurityGroups\", \"name\": \"%s\"}";

    assertThat(read(VNET, rule, nic).findings())
        .extracting(Finding::code, finding -> finding.origin().file())
        .containsExactly(tuple("TP2006", "1.json"), tuple("TP2006", "2.json"));
    assertThat(read(VNET, rule, nic, there.formatted("web"), there.formatted("db")).findings())
        .isEmpty();
  }

  @Test
  void anInterfaceOfAPrivateEndpointThatIsNotThereIsAWarning() {
    String nic =
        json(
            """
            {'type': 'Microsoft.Network/networkInterfaces', 'name': 'n',
             'privateEndpoint': {'id': '/providers/Microsoft.Network/privateEndpoints/gone'},
             'ipConfigurations': [{'name': 'i', 'subnet':
               {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/s'}}]}
            """);

    assertThat(read(VNET, nic).findings())
        .extracting(Finding::code, Finding::severity)
        .containsExactly(tuple("TP2007", Severity.WARNING));
  }

  @Test
  void aPeeringToSomebodyElsesVnetIsAWarning() {
    String peered =
        VNET.replace(
            "\"subnets\"",
            json(
                "'virtualNetworkPeerings': [{'name': 'p', 'remoteVirtualNetwork':"
                    + " '/providers/Microsoft.Network/virtualNetworks/foreign'}], 'subnets'"));

    assertThat(read(peered).findings())
        .extracting(Finding::code, Finding::severity)
        .containsExactly(tuple("TP2007", Severity.WARNING));
  }

  @Test
  void aListThatAzureCutOffIsAWarning() {
    assertThat(
            read("{\"value\": [" + VNET + "],\n \"nextLink\": \"https://x/?$skip=1\"}").findings())
        .extracting(Finding::code, finding -> finding.origin().line())
        .hasSize(1)
        .first()
        .hasToString("(\"TP2008\", 5)");
  }

  @Test
  void aResourceOfATemplateThatIsNotDeployedIsNotThere() {
    assertThat(read(VNET.replaceFirst("\\{", "{\"condition\": false, ")).all()).isEmpty();
  }

  @Test
  void idsWithoutSubscriptionNeedADefault() {
    ResourceReader reader = new ResourceReader();
    reader.read(
        new ByteArrayInputStream(VNET.getBytes(StandardCharsets.UTF_8)),
        "x.json",
        new ResourceDefaults(ResourceTexts.SUBSCRIPTION, null));

    assertThat(reader.finish().findings())
        .extracting(Finding::message)
        .containsExactly("a resource without id also lacks its resource group.");
  }

  @ParameterizedTest
  @CsvSource({
    "\"powerState\": \"VM deallocated\", DEALLOCATED",
    "\"powerState\": \"VM running\", RUNNING",
    "\"instanceView\": {\"statuses\": [{\"code\": \"x\"}; {\"code\": \"PowerState/stopped\"}]},"
        + " STOPPED",
    "\"extended\": {\"instanceView\": {\"powerState\": {\"code\": \"PowerState/running\"}}},"
        + " RUNNING",
    "\"provisioningState\": \"Succeeded\", RUNNING"
  })
  void theStateOfAMachineCountsIfPrinted(String member, PowerState state) {
    assertThat(machine(member.replace(';', ',')).powerState()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "\"storageProfile\": {\"osDisk\": {\"osType\": \"Linux\"}}, LINUX",
    "\"osProfile\": {\"linuxConfiguration\": {\"ssh\": 1}}, LINUX",
    "\"osProfile\": {\"windowsConfiguration\": {}}, WINDOWS",
    "\"x\": 1, WINDOWS"
  })
  void theOperatingSystemIsThatOfTheDiskOrProfile(String member, OsType os) {
    assertThat(machine(member).os()).isEqualTo(os);
  }

  @Test
  void thePrimaryInterfaceOfAMachineComesFirst() {
    VirtualMachine machine =
        machine(
            json(
                """
                'networkProfile': {'networkInterfaces': [
                  {'id': '/providers/Microsoft.Network/networkInterfaces/b'},
                  {'id': '/providers/Microsoft.Network/networkInterfaces/a',
                   'properties': {'primary': true}},
                  {'id': '/providers/Microsoft.Network/networkInterfaces/c', 'primary': false}]}
                """));

    assertThat(machine.networkInterfaces())
        .extracting(ResourceId::name)
        .containsExactly("a", "b", "c");
  }

  private static VirtualMachine machine(String member) {
    return read("{\"type\": \"Microsoft.Compute/virtualMachines\", \"name\": \"m\", "
            + "\"hardwareProfile\": {\"vmSize\": \"s\"}, "
            + member
            + "}")
        .virtualMachines()
        .values()
        .iterator()
        .next();
  }

  @Test
  void anActiveActiveGatewayPrintsBothPeersInOneText() {
    VirtualNetworkGateway gateway =
        gateway("'bgpSettings': {'asn': 65010, 'bgpPeeringAddress': '10.0.255.4, 10.0.255.5'}");

    assertThat(gateway.bgp().peeringAddresses())
        .containsExactly(IpAddress.parse("10.0.255.4"), IpAddress.parse("10.0.255.5"));
  }

  @Test
  void aGatewayWithoutBgpSettingsHasTheDefaultAsn() {
    assertThat(gateway("'bgpSettings': null").bgp().asn()).isEqualTo(GatewayBgp.DEFAULT_ASN);
  }

  private static VirtualNetworkGateway gateway(String member) {
    return read(json(
            """
            {'type': 'Microsoft.Network/virtualNetworkGateways', 'name': 'g',
             'gatewayType': 'Vpn', 'ipConfigurations': [{'name': 'c', 'subnet':
             {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/GatewaySubnet'}}],
             %s}
            """
                .formatted(member)))
        .virtualNetworkGateways()
        .values()
        .iterator()
        .next();
  }

  @Test
  void aTunnelWithoutStatedSettingsHasThoseOfThePlatform() {
    Connection connection =
        read(json(
                """
                {'type': 'Microsoft.Network/connections', 'name': 'c', 'connectionType': 'IPSec',
                 'virtualNetworkGateway1': '/providers/Microsoft.Network/virtualNetworkGateways/g',
                 'localNetworkGateway2': '/providers/Microsoft.Network/localNetworkGateways/l',
                 'dpdTimeoutSeconds': 0, 'sharedKey': ''}
                """))
            .connections()
            .values()
            .iterator()
            .next();

    assertThat(connection).isInstanceOf(Connection.Ipsec.class);
    var settings = ((Connection.Ipsec) connection).settings();
    assertThat(settings.dpdTimeout()).hasSeconds(45);
    assertThat(settings.sharedKey()).isNull();
    assertThat(settings.ipsecPolicy()).isNull();
    assertThat(settings.protocol().azureName()).isEqualTo("IKEv2");
  }

  @Test
  void aKeyOfAsterisksIsNotPrinted() {
    String connection =
        json(
            """
            {'type': 'Microsoft.Network/connections', 'name': 'c', 'connectionType': 'IPsec',
             'virtualNetworkGateway1': '/providers/Microsoft.Network/virtualNetworkGateways/g',
             'localNetworkGateway2': '/providers/Microsoft.Network/localNetworkGateways/l',
             'sharedKey': '%s'}
            """);

    assertThat(keyOf(connection.formatted("***"))).isNull();
    assertThat(keyOf(connection.formatted("a*b"))).isEqualTo("a*b");
  }

  private static @Nullable String keyOf(String file) {
    return read(file).connections().values().iterator().next() instanceof Connection.Ipsec tunnel
        ? tunnel.settings().sharedKey()
        : "(no tunnel)";
  }

  @Test
  void aCircuitWhoseNameContradictsItsFamilyIsAWarningAndTheMemberCounts() {
    AzureResources resources =
        readWhole(
            json(
                """
                {'type': 'Microsoft.Network/expressRouteCircuits', 'name': 'c', 'sku':
                 {'name': 'Standard_MeteredData', 'tier': 'Standard', 'family': 'UnlimitedData'}}
                """));

    assertThat(resources.findings()).extracting(Finding::code).containsExactly("TP2009");
    assertThat(resources.expressRouteCircuits().values().iterator().next().family())
        .isEqualTo(CircuitFamily.UNLIMITED_DATA);
  }

  @Test
  void whatACircuitDoesNotPrintIsDone() {
    var circuit =
        readWhole(
                json(
                    """
                    {'type': 'Microsoft.Network/expressRouteCircuits', 'name': 'c',
                     'sku': {'name': 'Premium_UnlimitedData'}}
                    """))
            .expressRouteCircuits()
            .values()
            .iterator()
            .next();

    assertThat(circuit.providerState()).isEqualTo(ProviderProvisioningState.PROVISIONED);
    assertThat(circuit.isProvisioned()).isTrue();
    assertThat(circuit.tier()).isEqualTo(CircuitTier.PREMIUM);
  }

  @Test
  void interfacesOfOneSubnetShareItsId() {
    String nic =
        json(
            """
            {'type': 'Microsoft.Network/networkInterfaces', 'name': '%s', 'ipConfigurations':
             [{'name': 'i', 'subnet': {'id': '%s'}}]}
            """);
    AzureResources resources =
        readWhole(VNET, nic.formatted("a", subnet("s")), nic.formatted("b", subnet("s")));

    List<ResourceId> ids =
        resources.networkInterfaces().values().stream()
            .map(found -> found.primaryConfiguration().subnet())
            .toList();
    assertThat(ids.get(0)).isSameAs(ids.get(1));
  }

  private static ResourceId subnet(String name) {
    return id("virtualNetworks/subnets", "v/" + name);
  }
}
