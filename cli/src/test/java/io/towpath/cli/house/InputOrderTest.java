package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputOrderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  @Test
  void answersDoNotDependOnTheOrderOfFilesDevicesAndCables() throws IOException {
    Path interop = Run.scenario("interop");
    copy(interop.resolve("devices"), folder.resolve("devices"), "");
    copy(interop.resolve("azure"), folder.resolve("azure"), "reversed");
    List<String> lines = new ArrayList<>(Files.readAllLines(interop.resolve("estate.yaml")));
    reverseItems(lines, "devices:");
    reverseItems(lines, "latency:");
    reverseItems(lines, "pins:");
    Files.write(folder.resolve("estate.yaml"), lines);

    for (String[] question :
        new String[][] {
          {"trace", "hub-vm", "remote-vm"},
          {"trace", "loc2-vm", "hub-vm"},
          {"routes", "hub-vm"},
          {"routes", "ce1-primary/30"},
          {"bgp", "hub-vpngw"},
          {"circuit", "er1"}
        }) {
      assertThat(answer(folder, question)).isEqualTo(answer(interop, question));
    }
  }

  private static String answer(Path estate, String[] question) {
    List<String> arguments = new ArrayList<>(List.of(question));
    arguments.add(1, estate.toString());
    Run run = Run.towpath(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static void reverseItems(List<String> lines, String section) {
    int first = lines.indexOf(section) + 1;
    int last = first;
    while (last < lines.size() && lines.get(last).startsWith("  - {")) {
      last++;
    }
    assertThat(last - first).as(section).isGreaterThan(1);
    Collections.reverse(lines.subList(first, last));
  }

  /** Copies files; with a prefix their names sort the other way round. */
  private static void copy(Path from, Path to, String prefix) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      List<Path> sorted = files.sorted().toList();
      for (int i = 0; i < sorted.size(); i++) {
        String name = sorted.get(i).getFileName().toString();
        String renamed = prefix.isEmpty() ? name : prefix + (sorted.size() - i + 100) + name;
        Files.copy(sorted.get(i), to.resolve(renamed));
      }
    }
  }
}
