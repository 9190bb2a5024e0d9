package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With which address routers of a lab answer spent TTLs. */
class AnswerAddressesTest {
  private static LabPlan plan(String scenario) {
    return LabCompiler.compile(
        EstateLoader.load(Path.of("../scenarios", scenario), null).base().network(),
        Features.LEAST);
  }

  @Test
  void secondaryAndBorrowedAddressesAreNamedForTheKernel() {
    LabPlan plan = plan("observed/vpn-bgp-mesh/2-first-session");

    String answers =
        plan.space("csr3").rulesets().stream()
            .filter(ruleset -> ruleset.name().equals("answers"))
            .map(Space.Ruleset::text)
            .findFirst()
            .orElseThrow();
    assertThat(answers.lines().filter(line -> line.contains("saddr set")))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.endsWith("ip saddr set 10.3.0.10"));
    assertThat(answers.lines().filter(line -> line.contains("meta mark set")).distinct())
        .hasSameSizeAs(answers.lines().filter(line -> line.contains("saddr set")).toList());
    assertThat(plan.space("csr3").sysctls()).containsEntry("net.ipv4.fwmark_reflect", "1");
  }

  @Test
  void oneAddressOfItsOwnIsTheKernelsChoiceToo() {
    assertThat(plan("first-steps").space("office-router").rulesets())
        .extracting(Space.Ruleset::name)
        .doesNotContain("answers");
  }
}
