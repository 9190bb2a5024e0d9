package io.towpath.estate.gotcha;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.FindingKind;
import io.towpath.testkit.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/findings.md} says what the catalogue says, and the catalogue knows every
 * warning and remark about Azure. The page is rewritten with {@code -Dtowpath.golden.update=true}.
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

            What `towpath check` may warn of or remark, by code. `towpath explain CODE` says the same,
            and [reading findings](../how-to/reading-findings.md) says how to use it. A warning is
            something that Azure or a router accepts and that will hardly do what was meant; a remark
            (*info*) is an assumption, or something worth knowing. Errors are not listed: they say in
            their own words what Azure refuses or what a file contradicts.

            This page is made from the catalogue in the code. Rules are those of [rules](../rules.md).

            """);
    for (FindingKind kind : FindingCatalogue.kinds()) {
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

  /** A call that makes a warning or remark, with its code. */
  private static final Pattern MADE =
      Pattern.compile("(?:warn|note|Finding\\.warning|Finding\\.info)\\(\\s*\"(TP\\d{4})\"");

  @Test
  void everyWarningOfTheAzureRoomIsInTheCatalogue() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("../azure/src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher made = MADE.matcher(Files.readString(file));
        while (made.find()) {
          codes.add(made.group(1));
        }
      }
    }
    assertThat(codes).isNotEmpty();
    assertThat(FindingCatalogue.codes()).containsAll(codes);
  }

  @Test
  void everyKindSaysWhatHappensAndHowToMendIt() {
    assertThat(FindingCatalogue.kinds())
        .hasSizeGreaterThan(60)
        .allSatisfy(
            kind -> {
              assertThat(kind.title()).isNotBlank().doesNotEndWith(".");
              assertThat(kind.explanation()).endsWith(".").hasSizeGreaterThan(40);
              assertThat(kind.fix()).endsWith(".");
            });
  }
}
