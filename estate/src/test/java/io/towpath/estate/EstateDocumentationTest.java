package io.towpath.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EstateDocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Path REFERENCE = ROOT.resolve("docs/reference/estate.md");
  private static final Pattern YAML_BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
  private static final Pattern CODE = Pattern.compile("`[^`]+`");

  record Example(Path file, String yaml) {}

  @Test
  void referenceNamesEveryMemberAndWordOfTheSchema() throws IOException {
    Set<String> documented = new TreeSet<>();
    CODE.matcher(YAML_BLOCK.matcher(Files.readString(REFERENCE)).replaceAll(""))
        .results()
        .forEach(code -> documented.addAll(List.of(code.group().split("[^A-Za-z0-9-]+"))));

    assertThat(words(JsonMapper.shared().readTree(PublishedSchema.text())))
        .isSubsetOf(documented)
        .contains("cables", "seed-era", "nextHopIpAddress", "droppedBySourceCheck");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleInTheDocumentsFollowsTheSchema(Example example) {
    String yaml = example.yaml();
    assertThat(PublishedSchema.validate(yaml.contains("towpath:") ? yaml : "towpath: 1\n" + yaml))
        .isEmpty();
  }

  static Stream<Example> examples() throws IOException {
    try (Stream<Path> files =
        Stream.concat(Stream.of(ROOT.resolve("README.md")), Files.walk(ROOT.resolve("docs")))) {
      return files
          .filter(file -> file.toString().endsWith(".md") && Files.exists(file))
          .sorted()
          .toList()
          .stream()
          .flatMap(EstateDocumentationTest::examples);
    }
  }

  private static Stream<Example> examples(Path file) {
    try {
      return YAML_BLOCK
          .matcher(Files.readString(file))
          .results()
          .map(block -> new Example(file, block.group(1)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Names of members and words of closed lists, from all of a schema. */
  private static Set<String> words(JsonNode node) {
    Set<String> words = new TreeSet<>();
    if (node.path("properties").isObject()) {
      words.addAll(node.path("properties").propertyNames());
    }
    node.path("enum").forEach(word -> words.add(word.asString()));
    node.forEach(child -> words.addAll(words(child)));
    return words;
  }
}
