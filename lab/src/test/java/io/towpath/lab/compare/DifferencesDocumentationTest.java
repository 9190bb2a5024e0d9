package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about allowed differences has every entry of the list, word for word, in its order. */
class DifferencesDocumentationTest {
  private static final Path PAGE = Path.of("../docs/reference/lab-differences.md");
  private static final String BEGIN = "<!-- list -->\n";

  @Test
  void thePageIsTheList() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length()))
        .isEqualTo(list(AllowedDifferences.rules()));
  }

  private static String list(List<AllowedDifferences.Rule> rules) {
    return rules.stream()
        .map(
            rule ->
                "\n## `%s`\n\n%s\n\nSource: %s.\n"
                    .formatted(rule.id(), rule.reason(), rule.source()))
        .collect(Collectors.joining());
  }
}
