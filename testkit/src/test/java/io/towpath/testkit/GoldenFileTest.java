package io.towpath.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
  @TempDir Path folder;

  @Test
  void equalTextPassesWhateverItsLineEnds() throws IOException {
    Path file = Files.writeString(folder.resolve("trace.txt"), "one\r\ntwo\r\n");
    assertThatCode(() -> GoldenFile.at(file).mustEqual("one\ntwo\n", false))
        .doesNotThrowAnyException();
  }

  @Test
  void otherTextFailsAndNamesTheLine() throws IOException {
    Path file = Files.writeString(folder.resolve("trace.txt"), "one\ntwo\n");
    assertThatThrownBy(() -> GoldenFile.at(file).mustEqual("one\nthree\n", false))
        .hasMessageContaining("in line 2")
        .hasMessageContaining("expected: two")
        .hasMessageContaining("found:    three");
    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void missingFileFailsAndSaysHowToMakeIt() {
    Path file = folder.resolve("deep/new.txt");
    assertThatThrownBy(() -> GoldenFile.at(file).mustEqual("text", false))
        .hasMessageContaining("-Dtowpath.golden.update=true");
    assertThat(file).doesNotExist();
  }

  @Test
  void updateWritesTheFile() {
    Path file = folder.resolve("deep/new.txt");
    GoldenFile.at(file).mustEqual("text\n", true);
    assertThat(file).hasContent("text\n");
    assertThatCode(() -> GoldenFile.at(file).mustEqual("text\n", false)).doesNotThrowAnyException();
  }
}
