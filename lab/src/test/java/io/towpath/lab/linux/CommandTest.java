package io.towpath.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the lab runs on Linux only")
class CommandTest {
  private static final int SPINNING = 64;
  private static final int RUNNING = 32;

  @Test
  void failureQuotesTheProgramsOwnFirstLine() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo; echo no such road >&2; exit 3").run())
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("failed (3): no such road");
  }

  @Test
  void hangingProgramIsKilledAfterItsTime() {
    long start = System.nanoTime();
    var result = Command.of("sleep", "60").within(Duration.ofMillis(200)).attempt();
    assertThat(result.exit()).isEqualTo(Command.Result.TIMED_OUT);
    assertThat(result.complaint()).contains("0.2 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void missingProgramIsNamed() {
    assertThatThrownBy(() -> Command.of("towpath-no-such-program").run())
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("towpath-no-such-program")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void outputLargerThanAPipeArrivesWhole() {
    var result = Command.of("sh", "-c", "cat; head -c 300000 /dev/zero").input("é").run();
    assertThat(result.out()).startsWith("é").hasSize(300_001);
  }

  @Test
  void aGrandchildThatKeepsTheOutputOpenIsNotWaitedFor() {
    long start = System.nanoTime();
    var result = Command.of("sh", "-c", "sleep 20 & echo done").run();
    assertThat(result.out()).isEqualTo("done\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  /** Readers that are starved must not lose what programs wrote. */
  @Test
  void outputArrivesWholeOnABusyMachine() throws Exception {
    try (var spinning = Executors.newFixedThreadPool(SPINNING);
        var running = Executors.newFixedThreadPool(RUNNING)) {
      var stop = new AtomicBoolean();
      IntStream.range(0, SPINNING)
          .forEach(
              _ ->
                  spinning.execute(
                      () -> {
                        while (!stop.get()) {
                          Thread.onSpinWait();
                        }
                      }));
      List<Future<String>> outputs =
          running.invokeAll(
              Collections.nCopies(3 * RUNNING, () -> Command.of("echo", "all").run().out()));
      stop.set(true);
      for (Future<String> output : outputs) {
        assertThat(output.get()).isEqualTo("all\n");
      }
    }
  }

  @Test
  void failingLineOfABatchIsShown() throws Exception {
    try (var scratch = ScratchNetns.open()) {
      var lines = List.of("link set dev lo up", "link set dev nowhere up");
      assertThatThrownBy(() -> Command.ip(scratch.netns(), lines).run())
          .hasMessageContaining("nowhere")
          .hasMessageContaining("line was \"link set dev nowhere up\"");
    }
  }

  @Test
  void namespaceCallSeesOnlyThatNamespacesInterfaces() throws Exception {
    try (var scratch = ScratchNetns.open()) {
      scratch.ip("link add name onlyhere type veth peer name onlyhere2");
      List<String> inside =
          scratch.netns().call(() -> Files.readAllLines(Path.of("/proc/thread-self/net/dev")));
      assertThat(inside).anyMatch(l -> l.contains("onlyhere"));
      List<String> outside = Files.readAllLines(Path.of("/proc/thread-self/net/dev"));
      assertThat(outside).noneMatch(l -> l.contains("onlyhere"));
    }
  }

  @Test
  void programsOfAdministratorsAreFoundWithAnOrdinaryUsersPath() {
    var environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
    Programs.completePath(environment);
    assertThat(environment.get("PATH").split(":"))
        .startsWith("/usr/bin", "/bin")
        .contains("/usr/sbin", "/sbin")
        .doesNotHaveDuplicates();
    assertThat(Command.of("sh", "-c", "echo $PATH").run().out()).contains("/usr/sbin");
  }
}
