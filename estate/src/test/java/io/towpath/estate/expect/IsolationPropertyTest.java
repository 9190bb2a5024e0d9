package io.towpath.estate.expect;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.analysis.isolation.Isolation;
import io.towpath.analysis.isolation.TableReach;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.EstateNames;
import io.towpath.estate.names.FailureNames;
import io.towpath.estate.starter.Amount;
import io.towpath.estate.starter.Amounts;
import io.towpath.estate.starter.Starter;
import io.towpath.estate.starter.StarterFolder;
import io.towpath.estate.starter.Starters;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.net.Origin;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link Isolation}, which looks at each table once for all places, against a walk from each place
 * alone, on small providers into which leaks were planted.
 */
class IsolationPropertyTest {
  private static final int CUSTOMERS = 5;
  private static final Pattern CUSTOMER = Pattern.compile("customer-(\\d)");

  @TempDir Path folder;
  private int estates;

  /** What joins two customers, or only looks as if it did. */
  private enum Leak {
    /** A route of one VRF of the provider's router leads into the LAN of another. */
    ROUTE,
    /** Both VNets are peered with one that has an appliance. */
    APPLIANCE,
    /** The same, with security groups that deny everything: filters do not isolate. */
    DENIED_APPLIANCE,
    /** Both VNets are peered with one where nobody is. */
    EMPTY_VNET
  }

  private record Planted(Leak leak, int from, int to) {}

  /** An estate to be: leaks, the circuit that fails (0 = none), and the places in question. */
  private record Case(List<Planted> leaks, int failed, List<String> places) {}

  private static Case random(Choices choices) {
    List<Planted> leaks =
        choices.list(
            0,
            3,
            c ->
                new Planted(
                    c.oneOf(List.of(Leak.values())),
                    c.between(1, CUSTOMERS),
                    c.between(1, CUSTOMERS)));
    int failed = choices.nextBoolean() ? choices.between(1, CUSTOMERS) : 0;
    List<String> places =
        choices.list(
            2,
            8,
            c -> {
              int k = c.between(1, CUSTOMERS);
              return c.oneOf(
                  List.of(
                      "customer-" + k + "-pc",
                      "customer-" + k + "-vm",
                      "edge-1-a/customer-" + k,
                      "customer-" + k + "-ergw"));
            });
    return new Case(leaks, failed, places);
  }

  private Estate estate(List<Planted> leaks) throws IOException {
    Path root = folder.resolve("estate-" + ++estates);
    Starter csp = Starters.named("csp").orElseThrow();
    csp.write(StarterFolder.at(root), Amounts.of(Map.of(Amount.CUSTOMERS, CUSTOMERS)));
    Path azure = root.resolve("azure/customers-1.json");
    StringBuilder resources = new StringBuilder();
    String current = "";
    for (String line : Files.readAllLines(azure)) {
      Matcher named = CUSTOMER.matcher(line);
      current = named.find() ? named.group(1) : current;
      String own = line.replace("10.0.", "10." + current + ".");
      resources.append(own).append('\n');
      if (own.contains("addressSpace")) {
        resources.append(peerings(leaks, Integer.parseInt(current)));
      }
    }
    Files.writeString(azure, resources);
    Files.writeString(root.resolve("azure/shared.json"), sharedResources(leaks));
    Path edge = root.resolve("devices/edge-1-a.cfg");
    Files.writeString(
        edge,
        Files.readString(edge).replace("router bgp 65001", routes(leaks) + "router bgp 65001"));
    return EstateLoader.load(root, null);
  }

  private static String routes(List<Planted> leaks) {
    return leaks.stream()
        .filter(planted -> planted.leak == Leak.ROUTE)
        .map(
            planted ->
                ("ip route vrf customer-%d 10.99.%d.0 255.255.255.0"
                        + " TenGigabitEthernet0/0/1.%d 192.168.1.10%n!%n")
                    .formatted(planted.from, planted.to, 100 + planted.to))
        .distinct()
        .collect(Collectors.joining());
  }

  private static final String NETWORK =
      "/subscriptions/00000000-0000-0000-0009-000000000001/resourceGroups/shared/providers/"
          + "Microsoft.Network/";

  private static String customerNetwork(int customer) {
    return ("/subscriptions/00000000-0000-0000-0002-00000000000%1$d/resourceGroups/customer-%1$d"
            + "/providers/Microsoft.Network/virtualNetworks/customer-%1$d")
        .formatted(customer);
  }

  private static boolean needsVnet(Planted planted) {
    return planted.leak != Leak.ROUTE;
  }

  private static String peering(String name, String remote) {
    return ("{\"name\": \"%s\", \"properties\": {\"remoteVirtualNetwork\": {\"id\": \"%s\"},"
            + " \"peeringState\": \"Connected\", \"allowVirtualNetworkAccess\": true,"
            + " \"allowForwardedTraffic\": true}}")
        .formatted(name, remote);
  }

  /** The halves of peerings of a customer, one for each leak that needs them. */
  private static String peerings(List<Planted> leaks, int customer) {
    List<String> halves = new ArrayList<>();
    for (int i = 0; i < leaks.size(); i++) {
      Planted planted = leaks.get(i);
      if (needsVnet(planted) && (planted.from == customer || planted.to == customer)) {
        halves.add(peering("to-shared-" + i, NETWORK + "virtualNetworks/shared-" + i));
      }
    }
    return halves.isEmpty()
        ? ""
        : "\"virtualNetworkPeerings\": [" + String.join(", ", halves) + "],\n";
  }

  private static String sharedResources(List<Planted> leaks) {
    List<String> resources = new ArrayList<>();
    for (int i = 0; i < leaks.size(); i++) {
      Planted planted = leaks.get(i);
      if (!needsVnet(planted)) {
        continue;
      }
      String halves =
          IntStream.of(planted.from, planted.to)
              .distinct()
              .mapToObj(k -> peering("to-" + k, customerNetwork(k)))
              .collect(Collectors.joining(", "));
      String denied = planted.leak == Leak.DENIED_APPLIANCE ? denied(i) : "";
      resources.add(
          """
          {"type": "Microsoft.Network/virtualNetworks", "id": "%1$svirtualNetworks/shared-%2$d",
            "location": "westeurope", "properties": {
            "addressSpace": {"addressPrefixes": ["10.5%2$d.0.0/16"]},
            "virtualNetworkPeerings": [%3$s],
            "subnets": [{"name": "nva", "properties": {"addressPrefix": "10.5%2$d.0.0/24"%4$s}}]}}
          """
              .formatted(NETWORK, i, halves, denied));
      if (!denied.isEmpty()) {
        resources.add(
            """
            {"type": "Microsoft.Network/networkSecurityGroups",
              "id": "%1$snetworkSecurityGroups/deny-%2$d", "location": "westeurope", "properties": {
              "securityRules": [
                {"name": "in", "properties": {"priority": 100, "direction": "Inbound",
                  "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*",
                  "sourcePortRange": "*", "destinationAddressPrefix": "*",
                  "destinationPortRange": "*"}},
                {"name": "out", "properties": {"priority": 100, "direction": "Outbound",
                  "access": "Deny", "protocol": "*", "sourceAddressPrefix": "*",
                  "sourcePortRange": "*", "destinationAddressPrefix": "*",
                  "destinationPortRange": "*"}}]}}
            """
                .formatted(NETWORK, i));
      }
      if (planted.leak != Leak.EMPTY_VNET) {
        resources.add(
            """
            {"type": "Microsoft.Network/networkInterfaces", "id": "%1$snetworkInterfaces/nva-%2$d",
              "location": "westeurope", "properties": {
              "enableIPForwarding": true,
              "ipConfigurations": [{"name": "c", "properties": {"primary": true,
                "privateIPAddress": "10.5%2$d.0.4", "privateIPAllocationMethod": "Static",
                "subnet": {"id": "%1$svirtualNetworks/shared-%2$d/subnets/nva"}}}]}},
            {"type": "Microsoft.Compute/virtualMachines", "id": "%3$svirtualMachines/nva-%2$d",
              "location": "westeurope", "properties": {
              "networkProfile": {"networkInterfaces": [{"id": "%1$snetworkInterfaces/nva-%2$d"}]}}}
            """
                .formatted(NETWORK, i, NETWORK.replace("Network/", "Compute/")));
      }
    }
    return "[" + String.join(",", resources) + "]";
  }

  private static String denied(int i) {
    return ", \"networkSecurityGroup\": {\"id\": \""
        + NETWORK
        + "networkSecurityGroups/deny-"
        + i
        + "\"}";
  }

  private record Question(Solution solution, List<Place> places) {}

  private Question question(Case asked) throws IOException {
    Estate estate = estate(asked.leaks);
    List<FailureSpec> failed =
        asked.failed == 0
            ? List.of()
            : List.of(new FailureSpec.CircuitSpec("customer-" + asked.failed + "-er", Origin.NONE));
    FailureNames.Outcome outcome = new FailureNames(estate).solve(failed);
    EstateNames names = new EstateNames(outcome.variant());
    return new Question(
        outcome.solution(),
        asked.places.stream()
            .map(name -> names.place(name, outcome.solution(), Origin.NONE))
            .toList());
  }

  /** Pairs that share something, each place walked alone. */
  private static Set<Isolation.Pair> sharing(Question question) {
    List<Set<String>> reaches =
        question.places.stream().map(p -> PairwiseReach.from(question.solution, p)).toList();
    Set<Isolation.Pair> pairs = new LinkedHashSet<>();
    for (int a = 0; a < reaches.size(); a++) {
      for (int b = a + 1; b < reaches.size(); b++) {
        if (!Collections.disjoint(reaches.get(a), reaches.get(b))) {
          pairs.add(new Isolation.Pair(a, b));
        }
      }
    }
    return pairs;
  }

  /** The groups that pairs make, of more than one. */
  private static List<List<Integer>> components(int places, Set<Isolation.Pair> pairs) {
    int[] label = IntStream.range(0, places).toArray();
    for (int round = 0; round < places; round++) {
      for (Isolation.Pair pair : pairs) {
        int least = Math.min(label[pair.first()], label[pair.second()]);
        label[pair.first()] = least;
        label[pair.second()] = least;
      }
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (int first = 0; first < places; first++) {
      int wanted = first;
      List<Integer> group =
          IntStream.range(0, places).filter(i -> label[i] == wanted).boxed().toList();
      if (group.size() > 1) {
        groups.add(group);
      }
    }
    return groups;
  }

  @Test
  void allPlacesTogetherAreAnsweredAsEachPairIs() {
    Property.named("isolation of many places is that of each pair")
        .runs(40)
        .check(
            IsolationPropertyTest::random,
            asked -> {
              Question question = question(asked);
              Set<Isolation.Pair> sharing = sharing(question);
              Isolation isolation = Isolation.of(question.solution, question.places);

              assertThat(isolation.holds()).isEqualTo(sharing.isEmpty());
              assertThat(sharing).containsAll(isolation.contacts());
              assertThat(isolation.groups()).isEqualTo(components(question.places.size(), sharing));
              assertThat(isolation.candidates()).containsAll(sharing);
              List<TableReach> reaches =
                  question.places.stream()
                      .map(place -> TableReach.from(question.solution, place))
                      .toList();
              assertThat(isolation.candidates())
                  .allSatisfy(
                      pair -> {
                        TableReach a = reaches.get(pair.first());
                        TableReach b = reaches.get(pair.second());
                        assertThat(a.sharedWith(b).isPresent() || a.sharesHostWith(b))
                            .isEqualTo(sharing.contains(pair));
                      });
            });
  }

  private Isolation customers(Planted... leaks) throws IOException {
    Question question =
        question(
            new Case(
                List.of(leaks),
                0,
                IntStream.rangeClosed(1, CUSTOMERS)
                    .mapToObj(k -> "customer-" + k + "-pc")
                    .toList()));
    return Isolation.of(question.solution, question.places);
  }

  @Test
  void customersOfOneProviderAreIsolated() throws IOException {
    assertThat(customers().holds()).isTrue();
  }

  @Test
  void oneRouteThatLeaksJoinsTwoCustomersAndNobodyElse() throws IOException {
    Isolation isolation = customers(new Planted(Leak.ROUTE, 2, 4));

    assertThat(isolation.holds()).isFalse();
    assertThat(isolation.contacts()).containsExactly(new Isolation.Pair(1, 3));
  }

  @Test
  void twoLeaksMakeOneGroupOfThree() throws IOException {
    Isolation isolation =
        customers(new Planted(Leak.ROUTE, 1, 3), new Planted(Leak.APPLIANCE, 3, 5));

    assertThat(isolation.groups()).containsExactly(List.of(0, 2, 4));
  }

  @Test
  void whatASecurityGroupDeniesIsNotIsolated() throws IOException {
    assertThat(customers(new Planted(Leak.DENIED_APPLIANCE, 1, 2)).contacts())
        .containsExactly(new Isolation.Pair(0, 1));
  }

  @Test
  void aSharedVnetWithNobodyInItJoinsNobody() throws IOException {
    assertThat(customers(new Planted(Leak.EMPTY_VNET, 1, 2)).holds()).isTrue();
  }
}
