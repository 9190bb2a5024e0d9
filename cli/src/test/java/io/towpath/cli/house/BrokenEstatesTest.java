package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Contradictory or broken input: one clear error with its place, exit code 2. */
class BrokenEstatesTest {
  private static final String ROUTER =
      """
      hostname %s
      interface GigabitEthernet1
       ip address %s 255.255.255.0
       no shutdown
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  private record Broken(String claim, String yaml, String code, String says) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Broken> BROKEN =
      List.of(
          new Broken(
              "a cable to a device that does not exist",
              "cables: [{from: r1:GigabitEthernet1, to: r9:GigabitEthernet1}]",
              "TP4002",
              "\"r9\""),
          new Broken(
              "a cable to an interface that does not exist",
              "cables: [{from: r1:GigabitEthernet1, to: r2:GigabitEthernet7}]",
              "TP4003",
              "GigabitEthernet7"),
          new Broken(
              "a cable to a circuit that does not exist",
              "cables: [{from: r1:GigabitEthernet1, to: circuit:er9/primary}]",
              "TP4004",
              "er9"),
          new Broken(
              "the same address twice on one cable",
              "cables: [{from: r1:GigabitEthernet1, to: r3:GigabitEthernet1}]",
              "TP4010",
              "10.0.1.1"),
          new Broken(
              "two cables in one port",
              "cables: [{from: r1:GigabitEthernet1, to: r2:GigabitEthernet1},"
                  + " {from: r1:GigabitEthernet1, to: r3:GigabitEthernet1}]",
              "TP4006",
              "two cables"),
          new Broken(
              "a host on a device that does not exist",
              "hosts: [{name: pc, address: 10.0.1.9/24, on: r8:GigabitEthernet1}]",
              "TP4015",
              "r8"),
          new Broken(
              "two hosts with one name",
              "hosts: [{name: pc, address: 10.0.1.9/24, on: r1:GigabitEthernet1},"
                  + " {name: pc, address: 10.0.1.8/24, on: r1:GigabitEthernet1}]",
              "TP4001",
              "\"pc\""),
          new Broken(
              "a host with the address of its router",
              "hosts: [{name: pc, address: 10.0.1.1/24, on: r1:GigabitEthernet1}]",
              "TP4010",
              "10.0.1.1"),
          new Broken(
              "a failure of a device that does not exist",
              "failures: {cut: {node: r9}}",
              "TP120",
              "\"r9\""),
          new Broken(
              "a failure of an interface that does not exist",
              "failures: {cut: {interface: r1:GigabitEthernet7}}",
              "TP1209",
              "GigabitEthernet7"),
          new Broken(
              "a failure of a peering that does not exist",
              "failures: {cut: {peering: hub/to-spoke}}",
              "TP1206",
              "hub/to-spoke"),
          new Broken("a failure that stands for itself", "failures: {a: a}", "TP1238", "a -> a"),
          new Broken(
              "an expectation under a failure that does not exist",
              "expect: [{session: [r1, r2], state: down, fail: [nosuch]}]",
              "TP1207",
              "nosuch"),
          new Broken("an unknown member", "hots: []", "TP1012", "hosts"),
          new Broken("another format version", "towpath: 2", "TP10", "version"),
          new Broken("a missing file", "azure: [{resources: azure/vnets.json}]", "TP1102", "vnets"),
          new Broken("a pattern without files", "azure: [{resources: \"*.json\"}]", "TP1103", "*"),
          new Broken("an unknown profile", "profile: tomorrow", "TP1013", "tomorrow"),
          new Broken("broken YAML", "hosts: [{name: pc", "TP1002", "expected"),
          new Broken(
              "a duration without unit",
              "latency: [{between: [a, b], oneWay: 3}]",
              "TP1013",
              "unit"));

  @ParameterizedTest
  @FieldSource("BROKEN")
  void isRefused(Broken broken) throws IOException {
    router("r1", "10.0.1.1");
    router("r2", "10.0.2.1");
    router("r3", "10.0.1.1");
    String version = broken.yaml().startsWith("towpath:") ? "" : "towpath: 1\n";
    Files.writeString(
        folder.resolve("estate.yaml"),
        version + "devices: [{folder: configs, dialect: ios-xe}]\n" + broken.yaml() + "\n");

    Run run = Run.towpath("check", folder.toString());

    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .contains(broken.code(), broken.says())
        .containsPattern("\\((.*/)?[a-z0-9./-]+\\.(yaml|cfg):[0-9]+\\)");
  }

  @Test
  void anExpectationThatNamesWhatIsNotThereIsInvalidAndTheOthersAreAsked() throws IOException {
    router("r1", "10.0.1.1");
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        devices: [{folder: configs, dialect: ios-xe}]
        expect:
          - {routes: r9, contains: [{prefix: 10.0.1.0/24}]}
          - {routes: r1, contains: [{prefix: 10.0.1.0/24}]}
        """);
    Path junit = folder.resolve("junit.xml");

    Run run = Run.towpath("test", folder.toString(), "--junit", junit.toString());

    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.out())
        .contains("INVALID  routes r9", "estate.yaml:4: TP12", "passed  routes r1")
        .endsWith("1 passed, 1 failed\n");
    assertThat(junit).content().contains("failures=\"0\" errors=\"1\"", "<error ");
  }

  private void router(String name, String address) throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    Files.writeString(folder.resolve("configs/" + name + ".cfg"), ROUTER.formatted(name, address));
  }

  @Test
  void overlappingVnetsCannotBePeered() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "towpath: 1\nazure: [{resources: v.json}]\n");
    String vnet =
        """
        {"type": "Microsoft.Network/virtualNetworks", "name": "%s",
         "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/%s",
         "location": "eastus", "properties": {
          "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [],
          "virtualNetworkPeerings": [{"name": "p", "properties": {"remoteVirtualNetwork":
           {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/%s"}}}]}}
        """;
    Files.writeString(
        folder.resolve("v.json"),
        "[" + vnet.formatted("a", "a", "b") + "," + vnet.formatted("b", "b", "a") + "]");

    Run run = Run.towpath("check", folder.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("R8", "v.json:");
  }

  @Test
  void aMissingEstateSaysWhatToName() {
    Run run = Run.towpath("check", folder.resolve("nowhere").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1101", "nowhere").doesNotContain("Exception");
  }

  @Test
  void anEstateFileOverItsBoundIsRefused() throws IOException {
    String line = "# " + "x".repeat(1000) + "\n";
    Files.writeString(
        folder.resolve("estate.yaml"),
        "towpath: 1\n" + line.repeat(17 * 1024 * 1024 / line.length()));

    Run run = Run.towpath("check", folder.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1003");
  }

  @Test
  void aConfigurationOverItsBoundIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    try (var file =
        new java.io.RandomAccessFile(folder.resolve("configs/big.cfg").toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }
    Files.writeString(
        folder.resolve("estate.yaml"),
        "towpath: 1\ndevices: [{folder: configs, dialect: ios-xe}]\n");

    Run run = Run.towpath("check", folder.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP3002", "big.cfg");
  }

  @Test
  void binaryJunkIsNoConfiguration() throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    Files.write(
        folder.resolve("configs/junk.cfg"),
        "\0\1\2hostname\0".repeat(500).getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(
        folder.resolve("estate.yaml"),
        "towpath: 1\ndevices: [{folder: configs, dialect: ios-xe}]\n");

    Run run = Run.towpath("check", folder.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP3001", "junk.cfg");
  }

  @Test
  void yamlThatNestsOrRepeatsItselfWithoutEndIsRefused() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "towpath: 1\nhosts: " + "[".repeat(5000));
    assertThat(Run.towpath("check", folder.toString()).code()).isEqualTo(2);

    StringBuilder laughs = new StringBuilder("towpath: 1\na0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    Files.writeString(folder.resolve("estate.yaml"), laughs);
    Run run = Run.towpath("check", folder.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1004");
  }

  @Test
  void usageErrorsTeach() {
    Run run = Run.towpath("trcae", "x");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("trace");
  }
}
