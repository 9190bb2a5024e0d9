package io.towpath.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.towpath.cli.BuildVersion;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout of its own, with the real jar and a stand-in for Maven that "builds"
 * by copying it.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "dirname",
          "env",
          "find",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sleep",
          "touch");

  private static final String VERSION = BuildVersion.read().text();

  @TempDir Path folder;
  private Path checkout;
  private Path bin;

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void layOutACheckout() throws IOException {
    Path jar = Path.of(System.getProperty("towpath.jar", "target/towpath.jar")).toAbsolutePath();
    assumeThat(jar).as("the packaged program").exists();
    checkout = Files.createDirectory(folder.resolve("check out"));
    Files.copy(Path.of("../towpath"), checkout.resolve("towpath"));
    assertThat(checkout.resolve("towpath").toFile().setExecutable(true)).isTrue();
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createDirectory(checkout.resolve("tools"));
    Files.createDirectories(checkout.resolve("cli/src/main/java"));
    Files.createFile(checkout.resolve("cli/pom.xml"));
    Files.createFile(checkout.resolve("cli/src/main/java/Main.java"));

    bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      script(tool, "#!/bin/sh\nexec '" + locate(tool) + "' \"$@\"\n");
    }
    script(
        "mvn",
        """
        #!/usr/bin/env bash
        echo "maven speaks"
        echo built >>"%1$s/builds"
        sleep 0.3
        mkdir -p cli/target/quick
        cp "%2$s" cli/target/quick/towpath.jar
        """
            .formatted(folder, jar));
  }

  @Test
  void theFirstRunBuildsAndSaysSoAndStdoutHoldsTheAnswerAlone() throws Exception {
    Run run = towpath(Map.of(), "--version");
    assertThat(run.out()).isEqualTo(VERSION + "\n");
    assertThat(run.err()).contains("first use: building", "maven speaks", "built in");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void theSecondRunIsQuiet() throws Exception {
    towpath(Map.of(), "--version");
    assertThat(towpath(Map.of(), "--version")).isEqualTo(new Run(0, VERSION + "\n", ""));
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aNewerOrRemovedSourceBuildsAgain() throws Exception {
    towpath(Map.of(), "--version");
    Path source = checkout.resolve("cli/src/main/java/Main.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    assertThat(towpath(Map.of(), "--version").err()).contains("sources changed");
    Files.delete(source);
    assertThat(towpath(Map.of(), "--version").err()).contains("sources changed");
    assertThat(towpath(Map.of(), "--version").err()).isEmpty();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void twoFirstRunsBuildOnce() throws Exception {
    Process other = start(Map.of(), "--version");
    Run run = towpath(Map.of(), "--version");
    Run otherRun = finish(other);
    assertThat(run.out()).isEqualTo(VERSION + "\n");
    assertThat(otherRun.out()).isEqualTo(VERSION + "\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aLockLeftByAKilledProcessIsTakenOver() throws Exception {
    Path lock = Files.createDirectories(checkout.resolve(".towpath/lock"));
    Files.writeString(lock.resolve("pid"), "999999999\n");
    assertThat(towpath(Map.of(), "--version").out()).isEqualTo(VERSION + "\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildIsReportedAndTriedAgain() throws Exception {
    script("mvn", "#!/usr/bin/env bash\necho 'cannot compile'\nexit 1\n");
    for (int attempt = 0; attempt < 2; attempt++) {
      Run run = towpath(Map.of(), "--version");
      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("cannot compile", "the build failed");
    }
    assertThat(checkout.resolve(".towpath/lock")).doesNotExist();
  }

  @Test
  void withoutMavenTheFirstRunSaysWhatToInstall() throws Exception {
    Files.delete(bin.resolve("mvn"));
    Run run = towpath(Map.of(), "--version");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Maven", "Install it");
  }

  @Test
  void aJavaHomeThatIsNoJdk25IsRefused() throws Exception {
    Run run = towpath(Map.of("TOWPATH_JAVA_HOME", folder.toString()), "--version");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("TOWPATH_JAVA_HOME", "not a JDK 25");
  }

  @Test
  void itRunsThroughALinkFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("tp"), Path.of("check out/towpath"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Process process =
        command(Map.of(), link.toString(), "--version").directory(elsewhere.toFile()).start();
    assertThat(finish(process).out()).isEqualTo(VERSION + "\n");
  }

  @Test
  void theExitCodeOfTheJvmIsTheLaunchers() throws Exception {
    Run run = towpath(Map.of("TOWPATH_JAVA_OPTS", "-XX:+NoSuchOption"), "--version");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aCacheThatDoesNotFitCostsTheAnswerNothing() throws Exception {
    towpath(Map.of(), "--version");
    try (Stream<Path> files = Files.list(checkout.resolve(".towpath"))) {
      Path cache = files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
      Files.writeString(cache, "not a cache");
    }
    Run run = towpath(Map.of(), "--version");
    assertThat(run.out()).isEqualTo(VERSION + "\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void theCommitIsTheOneThatWasBuilt() throws Exception {
    Process git =
        new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String head = text(git.inputReader()).strip();
    assumeThat(git.waitFor()).as("exit code of git").isZero();
    assertThat(BuildVersion.read().commit()).isIn(head, head + "-modified");
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private Run towpath(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return finish(start(environment, arguments));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(checkout.resolve("towpath").toString()));
    words.addAll(List.of(arguments));
    return command(environment, words.toArray(String[]::new)).start();
  }

  private ProcessBuilder command(Map<String, String> environment, String... words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> clean = new LinkedHashMap<>();
    clean.put("PATH", bin.toString());
    clean.put("HOME", folder.toString());
    clean.put("TOWPATH_JAVA_HOME", System.getProperty("java.home"));
    clean.putAll(environment);
    builder.environment().clear();
    builder.environment().putAll(clean);
    return builder;
  }

  private static Run finish(Process process) throws InterruptedException {
    // stderr is read beside stdout, or a full pipe would stop the process.
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.errorReader()));
    String out = text(process.inputReader());
    if (!process.waitFor(Duration.ofMinutes(2))) {
      process.destroyForcibly();
      throw new AssertionError("The launcher did not end within two minutes.");
    }
    return new Run(process.exitValue(), out, err.join());
  }

  private static String text(Reader reader) {
    try (reader) {
      return reader.readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(bin.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path locate(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(tool + " is not on the PATH."));
  }
}
