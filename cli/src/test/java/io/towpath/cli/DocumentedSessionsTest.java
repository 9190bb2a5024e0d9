package io.towpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.cli.architecture.Repository;
import io.towpath.cli.command.Towpath;
import io.towpath.testkit.GoldenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example in the documents runs: {@code console} blocks with the output that they show, where
 * a line {@code …} stands for any lines, and commands on a scenario in {@code sh} blocks at all.
 *
 * <p>The page of the scenarios leaves nothing out. Its outputs are rewritten with {@code
 * -Dtowpath.golden.update=true}.
 */
class DocumentedSessionsTest {
  private static final Path ROOT = Repository.root();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(console|sh)\n(.*?)^```");
  private static final Pattern COMMAND = Pattern.compile("(?:\\./)?towpath (.*?)\\s*(?:#.*)?");
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");
  private static final String ANYTHING = "…";
  private static final Path SCENARIOS = ROOT.resolve("docs/scenarios.md");

  /** A command of a document with the output that the document shows. */
  record Session(Path file, String command, List<String> output) {
    @Override
    public String toString() {
      return file.getFileName() + ": " + command;
    }
  }

  /** A command of a document whose output it does not show. */
  record Example(Path file, String command) {
    @Override
    public String toString() {
      return file.getFileName() + ": " + command;
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void sessionPrintsWhatTheDocumentShows(Session session) {
    Pattern expected =
        Pattern.compile(
            session.output().stream()
                .map(line -> line.equals(ANYTHING) ? "(?s:.*?)" : Pattern.quote(line))
                .collect(Collectors.joining("\n")));

    assertThat(trimmed(run(session.command()).lines())).matches(expected);
  }

  @Test
  void pageOfTheScenariosShowsAllThatItsCommandsPrint() throws IOException {
    String page = Files.readString(SCENARIOS);
    String printed =
        BLOCK
            .matcher(page)
            .replaceAll(
                block ->
                    Matcher.quoteReplacement(
                        block.group(1).equals("console")
                            ? printed(block.group(2))
                            : block.group()));

    GoldenFile.at(SCENARIOS).mustEqual(printed);
  }

  /** A block with what its commands print now. */
  private static String printed(String text) {
    StringBuilder block = new StringBuilder("```console\n");
    for (Session session : sessionsOf(new Block(SCENARIOS, text)).toList()) {
      block.append("$ ").append(session.command()).append('\n');
      block.append(trimmed(run(session.command()).lines())).append('\n');
    }
    return block.append("```").toString();
  }

  /** A lab takes minutes and a machine that can: its own tests run it, here its words are read. */
  @ParameterizedTest
  @MethodSource("labExamples")
  void exampleOfALabIsUnderstood(Example example) {
    Towpath.commandLine("test", new PrintWriter(System.out), new PrintWriter(System.out))
        .parseArgs(words(example.command()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsAnswered(Example example) {
    assertThat(run(example.command()))
        .satisfies(run -> assertThat(run.exitCode()).as(run.output()).isZero());
  }

  static Stream<Session> sessions() {
    return blocks("console")
        .filter(block -> !block.file().equals(SCENARIOS))
        .flatMap(DocumentedSessionsTest::sessionsOf);
  }

  static Stream<Example> examples() {
    return allExamples().filter(example -> !isLab(example));
  }

  static Stream<Example> labExamples() {
    return allExamples().filter(DocumentedSessionsTest::isLab);
  }

  private static boolean isLab(Example example) {
    return words(example.command())[0].equals("lab");
  }

  private static Stream<Example> allExamples() {
    return blocks("sh")
        .flatMap(
            block ->
                block
                    .text()
                    .replaceAll("\\\\\n\\s*", "") // A line goes on behind a backslash.
                    .lines()
                    .filter(line -> COMMAND.matcher(line).matches() && line.contains("scenarios"))
                    .map(line -> new Example(block.file(), line)));
  }

  private record Block(Path file, String text) {}

  private static Stream<Block> blocks(String language) {
    try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), documents)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .flatMap(file -> blocks(file, language))
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Block> blocks(Path file, String language) {
    try {
      return BLOCK
          .matcher(Files.readString(file))
          .results()
          .filter(block -> block.group(1).equals(language))
          .map(block -> new Block(file, block.group(2)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Session> sessionsOf(Block block) {
    List<Session> sessions = new ArrayList<>();
    for (String part : block.text().split("(?m)^\\$ ")) {
      if (!part.isBlank()) {
        List<String> lines = part.lines().toList();
        String output = String.join("\n", lines.subList(1, lines.size()));
        sessions.add(new Session(block.file(), lines.getFirst(), trimmed(output).lines().toList()));
      }
    }
    return sessions.stream();
  }

  private record Run(int exitCode, String output) {
    /** Its lines without blanks at their ends. */
    String lines() {
      return output.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
  }

  /** Runs a command as if in the repository's folder. */
  private static Run run(String command) {
    String[] arguments = words(command);
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    int exitCode = Towpath.commandLine("test", out, out).execute(arguments);
    out.flush();
    return new Run(exitCode, text.toString().replace(ROOT + "/", ""));
  }

  private static String[] words(String command) {
    var matcher = COMMAND.matcher(command);
    assertThat(matcher.matches()).as(command).isTrue();
    return WORD.matcher(matcher.group(1))
        .results()
        .map(word -> word.group().replace("\"", ""))
        .map(word -> word.startsWith("scenarios") ? ROOT.resolve(word).toString() : word)
        .toArray(String[]::new);
  }

  /** Without blank lines before and after. */
  private static String trimmed(String text) {
    return text.replaceFirst("\\A(\\h*\n)+", "").stripTrailing();
  }
}
