package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.linux.Machine.Need;
import io.towpath.lab.run.PlanNeeds;
import io.towpath.network.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lab builds of a Windows server, and what it says that it does not. */
class WindowsServersTest {

  private static LabPlan plan(String scenario) {
    Network network = EstateLoader.load(Path.of("../scenarios", scenario), null).base().network();
    return LabCompiler.compile(network, Features.LEAST);
  }

  private static List<String> remarks(String scenario) {
    return plan(scenario).remarks().stream()
        .filter(remark -> remark.element().startsWith("hyperv1"))
        .map(remark -> remark.element() + ": " + remark.text())
        .toList();
  }

  private static String rules(LabPlan plan, String space) {
    return plan.space(space).rulesets().stream()
        .filter(ruleset -> ruleset.name().equals("towpath"))
        .map(Space.Ruleset::text)
        .findFirst()
        .orElse("");
  }

  @Test
  void itsFirewallMeetsWhatOthersSendToIt() {
    assertThat(remarks("nested")).noneMatch(remark -> remark.contains("firewall"));
    assertThat(rules(plan("nested"), "hyperv1"))
        .containsPattern(
            "(?s)chain firewall_(filter\\d+) \\{\\s+type filter hook input priority 0; policy"
                + " accept;\\s+iifname != \"lo\" jump \\1\\s+\\}")
        .containsPattern("(?s)ct state established,related counter accept.*Allow ICMPv4-In");
  }

  @Test
  void aServerWithoutFirewallHasNoSuchChain() {
    LabPlan plan = plan("nested");
    for (Space space : plan.spaces()) {
      if (!space.name().equals("hyperv1")) {
        assertThat(rules(plan, space.name())).as(space.name()).doesNotContain("chain firewall_");
      }
    }
  }

  @Test
  void itLeasesAddressesToItsGuests() {
    LabPlan plan = plan("nested");
    assertThat(plan.runs("hyperv1", Daemon.Kind.DNSMASQ)).isTrue();
    assertThat(plan.clients().stream().map(LeaseClient::host)).containsExactly("guest1", "guest2");
    LabPlan without = plan("nested/without-dhcp");
    assertThat(without.runs("hyperv1", Daemon.Kind.DNSMASQ)).isFalse();
    assertThat(without.clients()).isEmpty();
    assertThat(PlanNeeds.of(plan)).contains(Need.LEASES);
    assertThat(PlanNeeds.of(without)).doesNotContain(Need.LEASES);
  }

  @Test
  void anInterfaceThatAloneDoesNotForwardIsNamed() {
    assertThat(remarks("nested/nat-switch"))
        .anyMatch(remark -> remark.startsWith("hyperv1:Ethernet 2: The node forwards here too"));
  }
}
