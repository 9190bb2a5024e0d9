package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expectations about isolation, encryption, routing domains and roles, each where it must fail. */
class PolicyExpectationsTest {
  @TempDir Path folder;
  private String text = "";

  @BeforeEach
  void copyTheScenario() throws IOException {
    Path scenario = Run.scenario("csp");
    try (Stream<Path> files = Files.walk(scenario)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(scenario.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    String whole = Files.readString(folder.resolve("estate.yaml"));
    text = whole.substring(0, whole.indexOf("\nexpect:\n"));
  }

  private String failures(String... expectations) throws IOException {
    Files.writeString(
        folder.resolve("estate.yaml"),
        text + "\nexpect:\n" + String.join("\n", List.of(expectations)) + "\n");
    Run run = Run.towpath("test", folder.resolve("estate.yaml").toString());
    assertThat(run.lastLine())
        .as(run.out())
        .isEqualTo("0 passed, " + expectations.length + " failed");
    return run.out();
  }

  @Test
  void isolationFailsWithTheTableThatIsShared() throws IOException {
    assertThat(
            failures(
                "  - {isolated: [a-web, a2-vm]}",
                "  - {isolated: [c-pc, tools]}",
                "  - {isolated: [a-pc, b-pc, a-data]}"))
        .contains("packets of a-web and a2-vm could meet in the table of")
        .contains("packets of c-pc and tools could meet in the table of")
        .contains("packets of a-pc and a-data could meet in the table of", " → ")
        .doesNotContain("a-pc and b-pc", "b-pc and a-data");
  }

  @Test
  void isolationOfManyShowsSomePairsAndCountsThePlaces() throws IOException {
    String twelve = "a-pc" + ", a-pc".repeat(10) + ", a-data, b-pc";
    assertThat(failures("  - {isolated: [" + twelve + "]}"))
        .contains("packets of a-pc and a-data could meet in the table of")
        .contains("in all, 12 of 13 places are not isolated; shown are 11 pairs")
        .doesNotContain("and b-pc");
  }

  @Test
  void isolationIsLostWithOneRouteThatLeaks() throws IOException {
    Path router = folder.resolve("devices/pe1.cfg");
    Files.writeString(
        router,
        Files.readString(router)
            .replace(
                "router bgp 65001",
                "ip route vrf A 192.168.77.0 255.255.255.0 GigabitEthernet0/0/2 10.255.0.2\n!\n"
                    + "router bgp 65001"));

    assertThat(failures("  - {isolated: [a-pc, b-pc]}")).contains("pe1/A");
  }

  @Test
  void segmentsFailWithThoseThatThereAre() throws IOException {
    assertThat(
            failures(
                "  - {trace: c-pc -> c-vm, segments: [{from: ce-c, encrypted: true}]}",
                "  - {trace: c-safe -> c-vault, segments: [{over: expressRoute}]}"))
        .contains("no segment is {from: ce-c, encrypted: true}")
        .contains("ce-c – er-c/primary: expressRoute, plain")
        .contains("ce-c – c-fw: ipsec, encrypted, through er-c/primary");
  }

  @Test
  void rolesAndRoutingDomainsFailWithTheReason() throws IOException {
    String write = "Microsoft.Network/virtualNetworks/write";
    assertThat(
            failures(
                "  - {may: pat, action: " + write + ", on: a, result: denied}",
                "  - {may: bob, action: " + write + ", on: b, result: allowed}",
                "  - {may: anna, action: " + write + ", on: b, result: allowed}",
                "  - {may: eve, action: " + write + ", on: a, result: allowed}",
                "  - {may: pat, action: " + write + ", on: nothing, result: allowed}",
                "  - {peerings: er-c, exactly: [private, microsoft]}"))
        .contains(
            "it is allowed: \"pat\" is Owner on /subscriptions/",
            "as member of admin-agents",
            "it is denied: \"bob\" is only Reader on",
            "it is denied: \"anna\" has no role at",
            "it is denied: \"eve\" is in no directory of the estate",
            "There is no resource \"nothing\" to act on.",
            "its routing domains are [private], expected [private, microsoft]");
  }

  @Test
  void anAssignmentOfSomebodyUnknownIsNamed() throws IOException {
    text =
        text.replace("  - {name: bob, id: 10000000-0000-0000-0000-00000000000b, tenant: b}\n", "");
    failures("  - {isolated: [a-web, a2-vm]}");

    assertThat(Run.towpath("check", folder.resolve("estate.yaml").toString()).out())
        .contains("TP1233 warning:", "is of \"bob\"", "[R232]");
  }

  @Test
  void publicPeeringIsRefusedToday() {
    String estate = Run.scenario("csp/public-peering").toString();

    assertThat(Run.towpath("check", estate).code()).isZero();
    Run today = Run.towpath("check", estate, "--profile", "current");
    assertThat(today.code()).isEqualTo(2);
    assertThat(today.err()).contains("TP2505", "public peering was retired");
  }

  @Test
  void jsonHasTheSegmentsOfBothWays() {
    String estate = Run.scenario("csp").toString();
    String json = Run.towpath("trace", estate, "c-safe", "c-vault", "-o", "json").out();

    assertThat(json).contains("\"segments\"", "\"over\" : \"ipsec\"", "\"encrypted\" : true");
  }
}
