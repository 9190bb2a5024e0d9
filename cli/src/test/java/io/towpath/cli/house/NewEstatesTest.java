package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.towpath.estate.starter.Starter;
import io.towpath.estate.starter.Starters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estates that {@code towpath new} writes. */
class NewEstatesTest {
  @TempDir Path folder;

  static List<String> kinds() {
    return Starters.ALL.stream().map(Starter::kind).toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsSoundAndHoldsWhatItExpects(String kind) throws IOException {
    String estate = folder.resolve(kind).toString();
    Run written = Run.towpath("new", kind, estate);
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.lastLine()).isEqualTo("  towpath test " + estate);

    Run check = Run.towpath("check", estate);
    assertThat(check.code()).isZero();
    assertThat(check.out()).doesNotContain("error:", "warning:").contains(" 0 unsupported");
    Run test = Run.towpath("test", estate);
    assertThat(test.code()).as(test.out()).isZero();
    assertThat(test.lastLine()).matches("[1-9][0-9]* passed, 0 failed");
    assertThat(Files.readString(folder.resolve(kind).resolve("estate.yaml"))).startsWith("# ");
  }

  /** What the head of {@code estate.yaml} says to try, with its own folder for the dot. */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyCommandThatAKindSuggestsIsAnswered(String kind) throws IOException {
    Path estate = folder.resolve(kind);
    Run.towpath("new", kind, estate.toString());
    List<String> commands =
        Files.readAllLines(estate.resolve("estate.yaml")).stream()
            .filter(line -> line.startsWith("#   towpath "))
            .map(line -> line.replaceFirst("#   towpath ", "").replaceFirst(" {2,}\\(.*", ""))
            .toList();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (String command : commands) {
      Run run = Run.towpath(command.replace(" . ", " " + estate + " ").split(" "));
      assertThat(run.code()).as(command + "\n" + run.err()).isZero();
      assertThat(run.out()).as(command).isNotBlank();
    }
  }

  /**
   * A line that a starter says to change, and what that costs.
   *
   * @param change pattern of what is taken out of the file
   * @param instead what takes its place
   */
  record Breakage(
      String kind,
      String file,
      String change,
      String instead,
      String from,
      String to,
      String cost) {
    @Override
    public String toString() {
      return kind + ", " + file + ": " + cost;
    }
  }

  static List<Breakage> breakages() {
    String table = ",\\s*\"routeTable\": \\{[^}]*}(?=\\s*}\\s*},\\s*\\{\"name\": \"guests-1)";
    return List.of(
        new Breakage(
            "nested",
            "azure/hosts.json",
            "\"enableIPForwarding\": true",
            "\"enableIPForwarding\": false",
            "app-vm",
            "hv1-guest1",
            "There: dropped: the address is not the port's own at (azure)."),
        new Breakage(
            "nested",
            "azure/networks.json",
            table,
            "",
            "app-vm",
            "hv1-guest1",
            "There: no one owns the address at (azure)."),
        new Breakage(
            "nested",
            "devices/hv1.ps1",
            "(?m)^(Install-RemoteAccess|netsh) .*",
            "",
            "app-vm",
            "hv1-guest1",
            "There: the node does not forward at hv1."),
        new Breakage(
            "nested",
            "devices/hv1.ps1",
            "New-NetRoute .*",
            "",
            "app-vm",
            "hv1-guest1",
            "There: delivered at hv1-guest1; back: "),
        new Breakage(
            "nested",
            "devices/hv1.ps1",
            "Add-DhcpServerv4Scope .*",
            "",
            "hv1-guest1",
            "app-vm",
            "There: no route at hv1-guest1."),
        new Breakage(
            "azure-stack",
            "devices/edge.cfg",
            "pre-shared-key replaceTheKeyOftenant1",
            "pre-shared-key another",
            "tenant1-azure-vm",
            "tenant1-stack-vm",
            "There: discarded by a route at (azure)."),
        new Breakage(
            "azure-stack",
            "devices/edge.cfg",
            "integrity sha384",
            "integrity sha256",
            "tenant2-azure-vm",
            "tenant2-stack-vm",
            "There: discarded by a route at (azure)."),
        new Breakage(
            "azure-stack",
            "stamp/tenant1.json",
            ", \"10.41.0.0/16\"",
            "",
            "tenant1-stack-vm",
            "tenant1-azure-vm",
            "There: discarded by a route at (azs1)."),
        new Breakage(
            "azure-stack",
            "azure/tenant1.json",
            "\"useRemoteGateways\": true",
            "\"useRemoteGateways\": false",
            "tenant1-stack-vm",
            "tenant1-azure-vm",
            "There: no route at edge."),
        new Breakage(
            "azure-stack",
            "estate.yaml",
            "(?<=tenant1-stack-vm, firewall: \\{allows: \\[)icmp, ",
            "",
            "tenant1-azure-vm",
            "tenant1-stack-vm",
            "There: dropped by the guest firewall at tenant1-stack-vm."));
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void whatAStarterSaysToBreakCostsWhatItSays(Breakage breakage) throws IOException {
    Path estate = folder.resolve("estate");
    Run.towpath("new", breakage.kind(), estate.toString());
    Path file = estate.resolve(breakage.file());
    String before = Files.readString(file);
    String after = before.replaceAll(breakage.change(), breakage.instead());
    assertThat(after).as("the change finds its place").isNotEqualTo(before);
    Files.writeString(file, after);

    assertThat(Run.towpath("test", estate.toString()).code()).isEqualTo(1);
    assertThat(Run.towpath("trace", estate.toString(), breakage.from(), breakage.to()).out())
        .contains(breakage.cost());
  }

  @Test
  void everyTenantIsAskedForItsIsolation() throws IOException {
    Path estate = folder.resolve("many");
    Run.towpath("new", "azure-stack", estate.toString(), "--tenants", "6");

    assertThat(Files.readString(estate.resolve("estate.yaml")).lines())
        .filteredOn(line -> line.contains("isolated"))
        .singleElement(as(STRING))
        .contains("tenant1-", "tenant4-", "tenant5-", "tenant6-");
  }

  @Test
  void aTenantWithAWrongKeyIsNamedAndTheOthersKeepTheirTunnels() throws IOException {
    Path estate = folder.resolve("azure-stack");
    Run.towpath("new", "azure-stack", estate.toString(), "--tenants", "3");
    Path router = estate.resolve("devices/edge.cfg");
    Files.writeString(
        router,
        Files.readString(router)
            .replace("pre-shared-key replaceTheKeyOftenant2", "pre-shared-key another"));

    assertThat(Run.towpath("check", estate.toString()).out())
        .contains("Tunnel edge:Tunnel2 – tenant2-gw/0:tenant2-to-edge is down", "pre-shared key")
        .doesNotContain("Tunnel1 is down", "Tunnel3 is down");
    assertThat(Run.towpath("test", estate.toString()).out())
        .contains(
            "passed  ping tenant1-stack-vm -> tenant1-azure-vm",
            "FAILED  ping tenant2-stack-vm -> tenant2-azure-vm",
            "passed  ping tenant3-stack-vm -> tenant3-azure-vm");
  }

  @Test
  void hostsAndGuestsAreAsManyAsAskedFor() {
    String estate = folder.resolve("nested").toString();
    assertThat(Run.towpath("new", "nested", estate, "--hosts", "2", "--guests", "3").code())
        .isZero();

    assertThat(Run.towpath("list", estate, "hosts", "-o", "tsv").out())
        .contains("hv1-guest3\t10.64.11.12/24", "hv2-guest3\t10.64.12.12/24")
        .doesNotContain("guest4", "hv3");
    Run test = Run.towpath("test", estate);
    assertThat(test.code()).as(test.out()).isZero();
    assertThat(test.out()).contains("passed  trace hv1-guest1 -> hv2-guest1");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsWrittenTheSameEachTime(String kind) throws IOException {
    Run.towpath("new", kind, folder.resolve("one").toString());
    Run.towpath("new", kind, folder.resolve("two").toString());

    assertThat(contents(folder.resolve("one")))
        .isNotEmpty()
        .isEqualTo(contents(folder.resolve("two")));
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void everyCustomerOfAProviderReachesItsOwnSubscriptionOnly() {
    String estate = folder.resolve("csp").toString();
    assertThat(Run.towpath("new", "csp", estate, "--customers", "12").code()).isZero();

    // Twelve names have two digits each. The first three and the last are traced, all are isolated.
    Run test = Run.towpath("test", estate);
    assertThat(test.code()).as(test.out()).isZero();
    assertThat(test.out())
        .contains("isolated customer-01-pc, customer-02-pc, customer-03-pc, customer-04-pc")
        .contains("trace customer-12-pc")
        .doesNotContain("trace customer-04", "failed trace");
    // Equal addresses: what customer 2 has at this address is never what answers customer 7.
    assertThat(Run.towpath("trace", estate, "customer-07-pc", "customer-02-vm").out())
        .contains("The answer comes from customer-07-vm, not from customer-02-vm.");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("estate.yaml"), "mine");

    Run run = Run.towpath("new", "er-vpn", mine.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1230", mine.toString(), "Name a new folder.");
    assertThat(contents(mine)).isEqualTo(Map.of("estate.yaml", "mine"));
  }

  @Test
  void aFolderThatCannotBeMadeIsOneError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Run run = Run.towpath("new", "csp", file.resolve("below").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1236", "cannot be made", "where you may write");
  }

  @Test
  void anEmptyFolderIsTaken() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThat(Run.towpath("new", "er-vpn", empty.toString()).code()).isZero();
  }

  @Test
  void anUnknownKindIsAnsweredWithTheNearest() {
    Run run = Run.towpath("new", "hub-spokes", folder.resolve("x").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1231", "\"hub-spokes\"", "hub-spoke");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void numbersAreForKindsThatHaveThem() {
    String x = folder.resolve("x").toString();

    assertThat(Run.towpath("new", "csp", x, "--guests", "2").err())
        .contains("TP1232", "An estate of kind csp has no guests. Leave out --guests.");
    assertThat(Run.towpath("new", "azure-stack", x, "--tenants", "21").err())
        .contains("TP1232", "--tenants 21 is outside 1…20.");
    assertThat(Run.towpath("new", "nested", x, "--hosts", "0").err()).contains("TP1232");

    assertThat(Run.towpath("new", "er-vpn", x, "--customers", "2").err()).contains("TP1232");
    assertThat(Run.towpath("new", "csp", x, "--customers", "0").err()).contains("TP1232");
    assertThat(Run.towpath("new", "csp", x, "--customers", "100001").err()).contains("TP1232");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void helpListsEveryKind() {
    Run run = Run.towpath("new", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Usage: towpath new ")
        .contains("--customers N (3)", "--hosts N (1), --guests N (2)", "Examples:");
    for (Starter starter : Starters.ALL) {
      assertThat(run.out()).contains("  " + starter.kind() + "\n", starter.summary());
    }
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
