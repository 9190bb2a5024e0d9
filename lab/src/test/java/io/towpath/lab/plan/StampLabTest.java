package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan of a lab with an Azure Stack beside Azure. */
class StampLabTest {
  private static LabPlan plan(String variant) {
    return LabCompiler.compile(
        EstateLoader.load(Path.of("../scenarios/azure-stack", variant), null).base().network(),
        Features.LEAST);
  }

  @ParameterizedTest
  @CsvSource({"development-kit, azs-bgpnat01, inside", "integrated, tor, Te1-0-1"})
  void theBorderOfTheStampIsCabledToWhoeverIsThere(String variant, String space, String iface) {
    LabPlan plan = plan(variant);

    assertThat(plan.spaces()).extracting(Space::node).contains("(azure)", "(azs)");
    assertThat(plan.wires())
        .filteredOn(wire -> wire.a().iface().equals("azs-border"))
        .singleElement()
        .satisfies(
            wire -> {
              assertThat(wire.a().space()).isEqualTo("azs");
              assertThat(wire.b().space()).isEqualTo(space);
              assertThat(wire.b().iface()).isEqualTo(iface);
            });
    assertThat(plan.remarks()).noneMatch(remark -> remark.kind() == Remark.Kind.MISSING);
  }

  @Test
  void mappingsAndFirewallsBecomeRulesets() {
    LabPlan plan = plan("development-kit");

    assertThat(plan.space("azs-bgpnat01").rulesets().toString())
        .contains("ip daddr 10.10.0.62 th dport 4500 counter dnat to 192.168.102.1:4500")
        .contains("ip saddr 192.168.102.1 th sport 500 counter snat to 10.10.0.62:500");
    for (String machine : List.of("vm01", "spoke-vm2")) {
      assertThat(plan.space(machine).rulesets().toString())
          .contains("(firewall, in): nothing else from outside");
    }
  }
}
