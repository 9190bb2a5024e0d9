package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        .containsExactly("hub-vm\t8.8.8.8\tfalse\t\tleftTheModel");
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
