package io.towpath.testkit.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.testkit.Generator;
import io.towpath.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WorkloadTest {
  private static final Pattern LINK_ADDRESS =
      Pattern.compile("ip address (172\\S+) 255\\.255\\.255\\.254");
  private static final Pattern NEIGHBOR = Pattern.compile(" neighbor (\\S+) remote-as ");
  private static final Pattern NETWORK = Pattern.compile(" {2}network \\S+ mask ");

  private static final Generator<Workload> RANDOM = RandomRouters::of;
  private static final Generator<Workload> SAFE =
      choices -> RandomRouters.of(choices, RandomRouters.Policies.SAFE);

  record Size(String name, int routers, int links, int sessions, int prefixes) {}

  static final List<Size> SIZES =
      List.of(
          new Size("ft4", 20, 32, 32, 340),
          new Size("ring100", 100, 200, 200, 100),
          new Size("ft8", 80, 256, 256, 1_360),
          new Size("ft8p4k", 80, 256, 256, 4_176),
          new Size("hs300", 302, 601, 601, 1_200),
          new Size("ft16", 320, 2_048, 2_048, 2_368));

  @ParameterizedTest
  @FieldSource("SIZES")
  void namedWorkloadHasItsSizeInItsText(Size size) {
    Workload workload = named(size.name());

    assertThat(workload.configurations()).hasSize(size.routers());
    assertThat(workload.links()).hasSize(size.links());
    assertThat(workload.sessions()).isEqualTo(size.sessions());
    assertThat(workload.prefixes()).isEqualTo(size.prefixes());
    assertThat(matches(workload, NEIGHBOR)).hasSize(2 * size.sessions());
    assertThat(matches(workload, NETWORK)).hasSize(size.prefixes());
    assertLinksAreTheOnlyPairs(workload);
  }

  @Test
  void everyTopOfRackRouterIsLinkedToItsPodAndEveryAggregationToItsCores() {
    Workload workload = named("ft4");

    assertThat(neighborsOf(workload, "tor1-0")).containsExactlyInAnyOrder("agg1-0", "agg1-1");
    assertThat(neighborsOf(workload, "agg1-1"))
        .containsExactlyInAnyOrder("tor1-0", "tor1-1", "core2", "core3");
  }

  @Test
  void hubsAreMeshedAndEverySpokeIsLinkedToAllHubs() {
    Workload workload = HubAndSpoke.of(3, 4, 2);

    assertThat(neighborsOf(workload, "hub0"))
        .containsExactlyInAnyOrder("hub1", "hub2", "spoke0", "spoke1", "spoke2", "spoke3");
    assertThat(neighborsOf(workload, "spoke3")).containsExactlyInAnyOrder("hub0", "hub1", "hub2");
  }

  @Test
  void everyRouterOfARingHasTwoNeighborsTwoChordsAndAHost() {
    Workload workload = RingEstate.of(9, 3);

    assertThat(neighborsOf(workload, "r1")).containsExactlyInAnyOrder("r0", "r2", "r4", "r7");
    assertThat(workload.hosts()).hasSize(9);
    assertThat(workload.hosts().get(1).on()).isEqualTo("r1:GigabitEthernet9/0/0");
    assertThat(workload.configurations().get("r1")).contains("ip address 10.0.1.1 255.255.255.0");
    assertThat(workload.estate())
        .contains("  - {name: h1, address: 10.0.1.10/24, gateway: 10.0.1.1, on: ");
    assertThat(workload).isEqualTo(RingEstate.of(9, 3));
  }

  @Test
  void linkDownShutsExactlyItsTwoInterfaces() {
    Workload workload = named("ft4").withLinkDown("agg0-1", "tor0-0");

    assertThat(workload.configurations().get("tor0-0"))
        .containsOnlyOnce(" shutdown\n")
        .contains("interface TenGigabitEthernet0/0/1\n shutdown\n description agg0-1\n");
    assertThat(matches(workload, Pattern.compile("\n shutdown\n"))).hasSize(2);
    assertThatThrownBy(() -> named("ft4").withLinkDown("tor0-0", "core0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No link connects \"tor0-0\" and \"core0\".");
  }

  @Test
  void sizesThatMakeNoNetworkAreRefused() {
    assertThatThrownBy(() -> FatTree.of(5, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RingEstate.of(8, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HubAndSpoke.of(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomNetworkIsConnectedAndItsSessionsHaveTwoEnds() {
    Property.named("random routers are one network").check(RANDOM, this::assertIsOneNetwork);
  }

  @Test
  void safePoliciesNeverTouchWhatMakesALongerPathBetter() {
    Property.named("safe policies are safe")
        .check(
            SAFE,
            workload -> {
              assertIsOneNetwork(workload);
              assertThat(workload.listing())
                  .doesNotContain("local-preference", "set weight", "route-reflector-client");
            });
  }

  @Test
  void sameSeedMakesTheSameNetwork() {
    assertThat(RandomRouters.of(new SplittableRandom(42)))
        .isEqualTo(RandomRouters.of(new SplittableRandom(42)))
        .isNotEqualTo(RandomRouters.of(new SplittableRandom(43)));
  }

  @Test
  void randomNetworksTogetherUseEveryKindOfStatement() {
    StringBuilder all = new StringBuilder();
    for (int seed = 0; seed < 30; seed++) {
      all.append(RandomRouters.of(new SplittableRandom(seed)).listing());
    }
    assertThat(all)
        .contains("ip ospf cost", "passive-interface", "redistribute static subnets")
        .contains("ebgp-multihop", "route-reflector-client", "next-hop-self", "maximum-paths")
        .contains("match as-path", "match community", "match ip address prefix-list", " deny ")
        .contains("set local-preference", "set metric", "set as-path prepend", "set community")
        .contains("redistribute connected", "default-information originate always");
  }

  @Test
  void commandWritesConfigurationsAndTheirEstate(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exit =
        GenerateWorkload.run(new String[] {"ft4", folder.toString()}, print(out), print(out));

    assertThat(exit).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("Fat tree of degree 4: 20 routers, 32 links, 32 BGP sessions, 340 prefixes");
    assertThat(folder.resolve("estate.yaml")).content().contains("cables: auto");
    assertThat(folder.resolve("configs/core3.cfg"))
        .hasContent(named("ft4").configurations().get("core3"));
    try (var files = Files.list(folder.resolve("configs"))) {
      assertThat(files).hasSize(20);
    }
  }

  @Test
  void commandExplainsItselfWhenTheNameIsUnknown() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit = GenerateWorkload.run(new String[] {"ft5", "x"}, print(err), print(err));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("ft4, ring100, ft8, ft8p4k, hs300, ft16");
  }

  private void assertIsOneNetwork(Workload workload) {
    assertThat(workload.configurations()).hasSizeBetween(5, 40);
    assertLinksAreTheOnlyPairs(workload);
    assertThat(matches(workload, NEIGHBOR)).hasSize(2 * workload.sessions());
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of("r0"));
    while (!next.isEmpty()) {
      String router = next.remove();
      if (reached.add(router)) {
        next.addAll(neighborsOf(workload, router));
      }
    }
    assertThat(reached).containsAll(workload.configurations().keySet());
  }

  /** Every /31 has two interfaces, and there are as many as links. */
  private static void assertLinksAreTheOnlyPairs(Workload workload) {
    Map<Long, Integer> ends = new TreeMap<>();
    for (MatchResult match : matches(workload, LINK_ADDRESS)) {
      String[] octets = match.group(1).split("\\.", -1);
      long address = 0;
      for (String octet : octets) {
        address = address << 8 | Integer.parseInt(octet);
      }
      ends.merge(address / 2, 1, Integer::sum);
    }
    assertThat(ends).hasSameSizeAs(workload.links());
    assertThat(ends.values()).containsOnly(2);
  }

  private static List<String> neighborsOf(Workload workload, String router) {
    return workload.links().stream()
        .filter(link -> link.from().equals(router) || link.to().equals(router))
        .map(link -> link.from().equals(router) ? link.to() : link.from())
        .toList();
  }

  private static List<MatchResult> matches(Workload workload, Pattern pattern) {
    return workload.configurations().values().stream()
        .flatMap(text -> pattern.matcher(text).results())
        .toList();
  }

  private static Workload named(String name) {
    return Objects.requireNonNull(GenerateWorkload.named().get(name), name).get();
  }

  private static PrintStream print(ByteArrayOutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }
}
