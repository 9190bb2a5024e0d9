package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms for scripts, directions that moved, and what is not modelled. */
class AnswerFormsTest {
  private static final String INTEROP = Run.scenario("interop").toString();
  private static final String SIX = "2001:db8::1";

  @Test
  void aTabSeparatedTraceHasARowForEachHop() {
    Run run = Run.towpath("trace", INTEROP, "hub-vm", "loc1-vm", "-o", "tsv");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "1\t10.10.30.132\ter1/primary\t1.800",
            "2\t*\tce1-primary\t",
            "3\t*\tloc1-switch\t",
            "4\t10.2.30.10\tloc1-vm\t2.400");
  }

  @Test
  void aTabSeparatedPingIsOneRow() {
    assertThat(Run.towpath("ping", INTEROP, "hub-vm", "loc1-vm", "-o", "tsv").out().lines())
        .containsExactly("hub-vm\tloc1-vm\ttrue\t2.400\tdelivered");
    assertThat(Run.towpath("ping", INTEROP, "hub-vm", "8.8.8.8", "-o", "tsv").out().lines())
        .containsExactly("hub-vm\t8.8.8.8\tfalse\t\tnatRefused");
  }

  @Test
  void aPingSaysWhereItIsLostAndWhoElseAnswered() {
    String tenants = Run.scenario("azure-stack/integrated").toString();

    assertThat(Run.towpath("ping", INTEROP, "branch-vm", "loc2-vm").out())
        .endsWith("\n\nThere: discarded by a route at (azure).\n");
    assertThat(Run.towpath("ping", tenants, "VM01", "spoke-vm2").out())
        .endsWith("\nThe answer comes from spoke-vm1, not from spoke-vm2.\n");
  }

  @Test
  void aMachineWithoutSecurityGroupIsSaidToHaveNone() {
    Run run = Run.towpath("effective-nsg", INTEROP, "hub-vm");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo("hub-vm-nic has no network security group, nor has its subnet one.\n");
  }

  /** Two links between the same two routers, one of them with a translation or none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|moved   a -> b: over r1:GigabitEthernet2, r2:GigabitEthernet2,"
            + " was r1:GigabitEthernet1, r2:GigabitEthernet1",
        "nat|moved   a -> b: arrives from 10.0.3.9, was 10.0.1.1"
      })
  void whatMovesBetweenTheSameNodesIsSeen(String nat, String says, @TempDir Path folder)
      throws IOException {
    boolean translates = nat.equals("nat");
    String outside = translates ? " ip nat outside\n" : "";
    Files.writeString(
        folder.resolve("r1.cfg"),
        "hostname r1\ninterface GigabitEthernet1\n ip address 10.0.1.1 255.255.255.0\n"
            + outside
            + "interface GigabitEthernet2\n ip address 10.0.2.1 255.255.255.0\n"
            + "interface GigabitEthernet3\n ip address 10.0.3.1 255.255.255.0\n"
            + (translates
                ? " ip nat inside\naccess-list 5 permit any\n"
                    + "ip nat inside source list 5 interface GigabitEthernet1 overload\n"
                : "")
            + "ip route 10.0.4.0 255.255.255.0 10.0.1.2\n"
            + "ip route 10.0.4.0 255.255.255.0 10.0.2.2 200\n");
    Files.writeString(
        folder.resolve("r2.cfg"),
        "hostname r2\ninterface GigabitEthernet1\n ip address 10.0.1.2 255.255.255.0\n"
            + "interface GigabitEthernet2\n ip address 10.0.2.2 255.255.255.0\n"
            + "interface GigabitEthernet3\n ip address 10.0.4.1 255.255.255.0\n"
            + "ip route 10.0.3.0 255.255.255.0 10.0.1.1\n"
            + "ip route 10.0.3.0 255.255.255.0 10.0.2.1 200\n");
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        devices: [{folder: ".", dialect: ios-xe}]
        cables:
          - {from: r1:GigabitEthernet1, to: r2:GigabitEthernet1}
          - {from: r1:GigabitEthernet2, to: r2:GigabitEthernet2}
        hosts:
          - {name: a, address: 10.0.3.9/24, gateway: 10.0.3.1, on: r1:GigabitEthernet3}
          - {name: b, address: 10.0.4.9/24, gateway: 10.0.4.1, on: r2:GigabitEthernet3}
        """);

    Run run = Run.towpath("whatif", folder.toString(), "--fail", "cable:r1:Gi1,r2:Gi1");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains(says);
    // The folder of the configurations is that of the estate, whose own file is none.
    assertThat(Run.towpath("check", folder.toString(), "--strict").code()).isZero();
  }

  @Test
  void whatMovedNamesTheDirectionThatDiffers() {
    Run run = Run.towpath("whatif", INTEROP, "--fail", "circuit:er2/primary");

    List<String> moved =
        run.out().lines().map(String::strip).filter(line -> line.startsWith("moved ")).toList();
    assertThat(moved)
        .anyMatch(
            line ->
                line.contains(
                    "loc2-vm -> hub-vm: answer now by (azure), er2/secondary, ce2-secondary,"
                        + " loc2-switch, was by (azure), er2/primary, ce2-primary, loc2-switch"));
    for (String line : moved) {
      int was = line.indexOf(", was by ");
      if (was > 0) {
        String before = line.substring(was + ", was ".length()).replaceFirst(";.*", "");
        assertThat(line.substring(0, was)).doesNotEndWith(before);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub-vm", "ce1-primary", "loc1-vm"})
  void anIpv6DestinationIsAnsweredAsNotModelled(String from) {
    Run text = Run.towpath("trace", INTEROP, from, SIX);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out()).startsWith("There: not modelled at " + from);
    assertThat(text.err()).startsWith("unsupported: IPv6 is not modelled yet").contains(SIX);

    Run json = Run.towpath("trace", INTEROP, from, SIX, "-o", "json", "--strict");
    assertThat(json.code()).isEqualTo(3);
    assertThat(json.out()).contains("\"verdict\" : \"unsupported\"", "IPv6 is not modelled yet");

    Run ping = Run.towpath("ping", INTEROP, from, SIX, "-o", "tsv");
    assertThat(ping.code()).isZero();
    assertThat(ping.out()).isEqualTo(from + "\t" + SIX + "\tfalse\t\tunsupported\n");
  }

  @Test
  void aSourceOfTheOtherFamilyStaysAnError() {
    Run run = Run.towpath("trace", INTEROP, "hub-vm", SIX, "--source", "10.10.30.4");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1211");
  }

  @Test
  void clientsOfAPointToSiteGatewayAreListedAmongHosts() {
    String estate = Run.scenario("point-to-site").toString();

    assertThat(Run.towpath("list", estate, "hosts", "-o", "tsv").out().lines())
        .contains(
            "laptop\t172.16.0.10/32\t\thub-gw\tlinux", "tablet\t172.16.0.200/32\t\thub-gw\twindows")
        .isSorted();
  }
}
