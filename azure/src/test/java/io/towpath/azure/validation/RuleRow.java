package io.towpath.azure.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Finding;
import io.towpath.net.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of one boundary of a rule.
 *
 * @param code the finding that is looked for
 * @param severity null if it must not be there
 * @param rule the number that the finding cites
 */
record RuleRow(
    String claim,
    String code,
    @Nullable Severity severity,
    String rule,
    Profile profile,
    List<String> files) {

  static RuleRow refused(String rule, String code, String claim, String... files) {
    return new RuleRow(claim, code, Severity.ERROR, rule, Profile.CURRENT, List.of(files));
  }

  static RuleRow warned(String rule, String code, String claim, String... files) {
    return new RuleRow(claim, code, Severity.WARNING, rule, Profile.CURRENT, List.of(files));
  }

  static RuleRow noted(String rule, String code, String claim, String... files) {
    return new RuleRow(claim, code, Severity.INFO, rule, Profile.CURRENT, List.of(files));
  }

  static RuleRow fine(String rule, String code, String claim, String... files) {
    return new RuleRow(claim, code, null, rule, Profile.CURRENT, List.of(files));
  }

  RuleRow inSeedEra() {
    return new RuleRow(claim, code, severity, rule, Profile.SEED_ERA, files);
  }

  /** Validates the files and looks for the finding; exactly one of it, or none. */
  void check() {
    AzureResources resources = ResourceTexts.readWhole(files.toArray(String[]::new));
    List<Finding> found =
        AzureValidation.check(
                resources, AddressAssignment.of(resources, AssignedAddresses.NONE), profile)
            .stream()
            .filter(finding -> finding.code().equals(code))
            .toList();
    if (severity == null) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.origin().line()).isPositive();
              assertThat(finding.message()).endsWith(".").contains("\"");
              if (severity != Severity.INFO) {
                assertThat(finding.fix()).isNotBlank();
              }
            });
  }

  @Override
  public String toString() {
    return rule + ": " + claim + " → " + (severity == null ? "fine" : severity.word());
  }
}
