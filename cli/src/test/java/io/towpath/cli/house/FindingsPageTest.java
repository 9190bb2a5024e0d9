package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.cli.output.Explanations;
import io.towpath.net.FindingKind;
import io.towpath.testkit.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/findings.md} says what {@code explain} says. The page is rewritten with
 * {@code -Dtowpath.golden.update=true}.
 */
class FindingsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/findings.md");

  @Test
  void pageAndCatalogueAreInStep() throws IOException {
    if (Boolean.getBoolean(GoldenFile.UPDATE)) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualToNormalizingNewlines(page());
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Findings

            What `towpath check` and other commands may warn of or remark, by code. `towpath explain CODE`
            says the same, and [reading findings](../how-to/reading-findings.md) says how to use it. A
            warning is something that Azure or a router accepts and that will hardly do what was meant; a
            remark (*info*) is an assumption, or something worth knowing. Errors are not listed: they say in
            their own words what Azure refuses or what a file contradicts.

            | codes | about |
            |---|---|
            | TP1… | files and `estate.yaml` |
            | TP2… | Azure's resources |
            | TP3… | configurations of routers and servers |
            | TP4… | the joined network: cables, hosts, addresses |
            | TP5… | tables, sessions and tunnels |
            | TP6… | the ways of packets |
            | TP7… | the machine that is to run labs, which `towpath doctor` looks at |

            This page is made from the catalogue in the code. Rules are those of [rules](../rules.md).

            """);
    for (FindingKind kind : Explanations.kinds()) {
      page.append("## ")
          .append(kind.code())
          .append(" – ")
          .append(kind.title())
          .append("\n\n*")
          .append(kind.severity().word())
          .append("*")
          .append(kind.rule() == null ? "" : ", " + kind.rule())
          .append("\n\n")
          .append(kind.explanation())
          .append("\n\n**Fix:** ")
          .append(kind.fix())
          .append("\n\n");
    }
    return page.toString().stripTrailing() + "\n";
  }

  @Test
  void everyKindSaysWhatHappensAndHowToMendIt() {
    assertThat(Explanations.kinds())
        .hasSizeGreaterThan(120)
        .allSatisfy(
            kind -> {
              assertThat(kind.title()).isNotBlank().doesNotEndWith(".");
              assertThat(kind.explanation()).endsWith(".").hasSizeGreaterThan(40);
              assertThat(kind.fix()).endsWith(".");
            });
  }
}
