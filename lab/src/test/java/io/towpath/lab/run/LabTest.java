package io.towpath.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.plan.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Rings of three routers, for real: what a lab leaves alone, and what its end leaves. */
@Tag("lab")
class LabTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path base;

  @BeforeEach
  void needsRootAndDaemons() throws IOException {
    // FRR's user has to come by.
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "labs of this test need root");
    for (String program : List.of("unshare", "nsenter", "ip", "nft", "zebra", "bgpd", "ping")) {
      Assumptions.assumeTrue(
          Programs.find(program).isPresent(), program + " is not installed on this machine");
    }
    Assumptions.assumeTrue(
        Command.of("unshare", "--net", "--mount", "true").attempt().ok(),
        "this machine does not let root make namespaces");
  }

  @AfterEach
  void down() {
    Labs.downAll(base);
  }

  private LabClient up(String name, String extra) {
    var arguments = List.of("3", "0", extra);
    return LabStart.up(
        LabDirectory.of(base, name), Mode.ROOT, RingLab.class.getName(), arguments, _ -> {});
  }

  @Test
  void nothingOfTheMachinesOwnNetworkIsTouched() throws Exception {
    String before = machine();
    LabClient lab = up("ring", "");
    assertThat(machine()).as("while it runs").isEqualTo(before);
    awaitPing(lab, "h0", "10.100.1.10");
    lab.down();
    assertThat(machine()).as("after it").isEqualTo(before);
    assertThat(processes()).isEmpty();
    assertThat(lab.directory().path()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"supervisor", "first process inside", "outermost process"})
  void killingAnyOfItsProcessesEndsAllOfIt(String victim) throws Exception {
    String before = machine();
    LabClient lab = up("ring", "");
    var process = new LabProcess(lab.directory());
    ProcessHandle outer = process.outer().orElseThrow();
    ProcessHandle inner = process.inner().orElseThrow();
    ProcessHandle chosen =
        switch (victim) {
          case "supervisor" ->
              inner
                  .children()
                  .filter(p -> p.info().command().orElse("").endsWith("java"))
                  .findFirst()
                  .orElseThrow();
          case "outermost process" -> outer;
          default -> inner;
        };
    assertThat(processes()).hasSizeGreaterThan(6);
    assertThat(chosen.destroyForcibly()).isTrue();
    await(() -> processes().isEmpty());
    assertThat(lab.isRunning()).isFalse();
    assertThat(machine()).isEqualTo(before);
    assertThat(Labs.downAll(base)).containsExactly("ring");
    assertThat(lab.directory().path()).doesNotExist();
  }

  @Test
  void killingWhoeverStartsItEndsItWhileItStarts() throws Exception {
    Process starter = start(RingTrial.class, "30");
    awaitLine(starter, "daemons");
    starter.destroyForcibly().waitFor();
    await(() -> processes().isEmpty());
    assertThat(Labs.running(base)).isEmpty();
    assertThat(base).as("the next command clears away what is left").doesNotExist();
  }

  @Test
  void labThatLivesNoLongerThanItsCallerEndsWhenTheCallerIsKilled() throws Exception {
    Process caller = start(RingCaller.class);
    awaitLine(caller, "up");
    assertThat(Labs.running(base)).hasSize(1);
    caller.destroyForcibly().waitFor();
    assertThat(Labs.running(base)).isEmpty();
    assertThat(processes()).isEmpty();
    assertThat(base).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 16, 32})
  void labThatIsGivenUpWhileItsProcessIsOnTheWayLeavesNothing(int millis) throws Exception {
    var process = new LabProcess(LabDirectory.of(base, "ring"));
    process.start(Mode.ROOT, RingLab.class.getName(), List.of("3", "0", ""));
    TimeUnit.MILLISECONDS.sleep(millis);
    process.remove();
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(processes()).isEmpty();
    assertThat(base).doesNotExist();
    assertThatThrownBy(() -> process.start(Mode.ROOT, RingLab.class.getName(), List.of()))
        .as("what an interrupt has removed")
        .isInstanceOf(LabException.class);
    assertThat(base).doesNotExist();
  }

  @Test
  void interruptWhileItStartsLeavesNothingAndSaysNothing() throws Exception {
    Process starter = start(RingTrial.class, "30");
    awaitLine(starter, "daemons");
    Command.of("kill", "-TERM", Long.toString(starter.pid())).run();
    assertThat(starter.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(starter.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .doesNotContain("Exception", "did not start", "ended");
    assertThat(processes()).isEmpty();
    assertThat(base.resolve("ring30")).doesNotExist();
  }

  /** A process of this class path whose labs stand below the base. */
  private Process start(Class<?> main, String... arguments) throws IOException {
    var argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    argv.addAll(List.of(arguments));
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("TOWPATH_LABS", base.toString());
    return builder.start();
  }

  /** Reads byte by byte, so that what follows the line can still be read. */
  private static void awaitLine(Process process, String part) throws IOException {
    var line = new StringBuilder();
    var all = new StringBuilder();
    InputStream in = process.getInputStream();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      all.append((char) c);
      if (c == '\n') {
        if (line.indexOf(part) >= 0) {
          return;
        }
        line.setLength(0);
      }
    }
    assertThat(all).as("output").contains(part);
  }

  @Test
  void labToTakeDownIsMeantByItsNameOrItsEstateAlsoWhenItHasCrashed(@TempDir Path elsewhere)
      throws Exception {
    LabClient lab = up("ring", "");
    Path estate = Files.createDirectory(elsewhere.resolve("ring"));
    assertThat(Labs.meantBy(base, "ring").name()).isEqualTo("ring");
    assertThat(Labs.meantBy(base, estate.toString()).name()).isEqualTo("ring");
    assertThatThrownBy(() -> Labs.meantBy(base, "rong"))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.finding().fix()).isEqualTo("Labs: ring."));
    new LabProcess(lab.directory()).kill();
    Labs.meantBy(base, "ring").down();
    assertThat(base.resolve("ring")).doesNotExist();
  }

  @Test
  void standbyThatWaitsIsAsleepAndWhatFailedIsNot() throws Exception {
    LabClient lab = up("ring", "");
    try (Conversation conversation = Conversation.open(lab.directory())) {
      var request = JsonNodeFactory.instance.objectNode();
      conversation.ask(request.put("do", "power").put("space", "r1").put("on", false), _ -> {});
    }
    assertThat(state(lab, "r1").path("running").asBoolean(true)).isFalse();
    assertThat(state(lab, "r1").path("asleep").asBoolean(false)).isTrue();
    lab.fail("stop:r2", _ -> {});
    assertThat(state(lab, "r2").path("running").asBoolean(true)).isFalse();
    assertThat(state(lab, "r2").path("asleep").asBoolean(true)).isFalse();
  }

  private static JsonNode state(LabClient lab, String space) {
    for (JsonNode one : lab.status().path("spaces")) {
      if (one.path("name").asString("").equals(space)) {
        return one;
      }
    }
    throw new AssertionError("no space " + space);
  }

  @Test
  void labsOfTheSameAddressesRunSideBySide() throws Exception {
    LabClient one = up("one", "");
    LabClient two = up("two", "");
    awaitPing(one, "h0", "10.100.1.10");
    awaitPing(two, "h0", "10.100.1.10");
    assertThat(Labs.running(base)).extracting(LabClient::name).containsExactly("one", "two");
    one.fail("stop:r1", _ -> {});
    assertThat(ping(one, "h0", "10.100.1.10")).isFalse();
    assertThat(ping(two, "h0", "10.100.1.10")).isTrue();
    one.down();
    assertThat(ping(two, "h0", "10.100.1.10")).isTrue();
  }

  @Test
  void failureMovesTrafficAndRestorationBringsItBack() throws Exception {
    LabClient lab = up("ring", "");
    awaitPing(lab, "h0", "10.100.1.10");
    String before = table(lab, "r0");
    for (String failure :
        List.of("down:r0:east", "silent:r0:east", "shut:r0:10.0.0.1", "stop:r2")) {
      lab.fail(failure, _ -> {});
      await(() -> !table(lab, "r0").equals(before));
      awaitPing(lab, "h0", "10.100.1.10");
      assertThat(lab.status().path("failures").toString()).contains(failure);
      lab.restore(failure, _ -> {});
      await(() -> table(lab, "r0").equals(before));
    }
  }

  @Test
  void routerThatStopsForgetsItsRoutes() throws Exception {
    LabClient lab = up("ring", "");
    String route = "blackhole 10.77.0.0/16 proto 196"; // As FRR's zebra does for a static route.
    assertThat(lab.exec("r0", List.of("sh", "-c", "ip route add " + route))).isZero();
    List<String> look = List.of("sh", "-c", "ip route show | grep -q 10.77.0.0/16");
    assertThat(lab.exec("r0", look)).isZero();
    lab.fail("stop:r0", _ -> {});
    assertThat(lab.exec("r0", look)).isOne();
  }

  @Test
  void daemonThatDoesNotStartIsQuotedAndNothingIsLeft() throws Exception {
    Assumptions.assumeTrue(Programs.find("bird").isPresent(), "bird is not installed here");
    assertThatThrownBy(() -> up("ring", RingLab.BROKEN_BIRD))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("bird of h0")
        .hasMessageContaining("bird.conf:1:");
    assertThat(base.resolve("ring")).doesNotExist();
    assertThat(processes()).isEmpty();
  }

  @Test
  void configurationLineThatNoDaemonTakesIsListed() {
    LabClient lab = up("ring", "ip frobnicate 10.0.0.1");
    assertThat(lab.status().path("refused").toString())
        .contains("r0 line")
        .contains("ip frobnicate 10.0.0.1");
  }

  @Test
  void secondLabOfANameIsRefusedAndTheFirstStays() throws Exception {
    LabClient lab = up("ring", "");
    assertThatThrownBy(() -> up("ring", ""))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("runs already");
    assertThat(lab.isRunning()).isTrue();
  }

  @Test
  void unknownNodeAndFailureAreNamed() {
    LabClient lab = up("ring", "");
    assertThatThrownBy(() -> lab.space("r9"))
        .isInstanceOfSatisfying(
            LabException.class,
            e -> assertThat(e.finding().fix()).startsWith("Did you mean \"r0\"").contains("status"))
        .hasMessageContaining("no node \"r9\".");
    assertThatThrownBy(() -> lab.fail("flood", _ -> {})).hasMessageContaining("flood");
    assertThatThrownBy(() -> lab.restore("stop:r0", _ -> {})).hasMessageContaining("not failed");
  }

  /** Everything of the root namespace that a lab could change, as text. */
  private static String machine() {
    var all = new ArrayList<String>();
    for (String command :
        List.of(
            "ip -o link",
            "ip -br address",
            "ip route show table all",
            "ip rule",
            "ip -6 route show table all",
            "ip netns list",
            "nft list ruleset",
            "ls /run",
            "ls /run/netns",
            "cat /proc/mounts",
            "cat /proc/sys/net/ipv4/ip_forward")) {
      all.add(command + "\n" + Command.of(command.split(" ")).attempt().out());
    }
    return String.join("\n", all);
  }

  /** Processes on this machine that know of labs below the base. */
  private List<String> processes() {
    try (var entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(p -> commandLine(p.resolve("cmdline")))
          .filter(c -> c.contains(base + "/"))
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String commandLine(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException _) {
      return ""; // It has just ended.
    }
  }

  private static String table(LabClient lab, String space) throws IOException {
    try (var vty = lab.vty(space, Daemon.Kind.ZEBRA)) {
      return vty.show("show ip route")
          .lines()
          .filter(l -> l.contains(" via ") || l.contains("is directly"))
          .map(l -> l.replaceAll(", [0-9:]+$", ""))
          .collect(Collectors.joining("\n"));
    }
  }

  private static boolean ping(LabClient lab, String from, String to) {
    var argv = List.of("ping", "-n", "-c", "1", "-W", "1", to);
    return lab.command(from, argv).within(Duration.ofSeconds(5)).attempt().ok();
  }

  private static void awaitPing(LabClient lab, String from, String to) throws Exception {
    await(() -> ping(lab, from, to));
  }

  private static void await(Callable<Boolean> claim) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!claim.call()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
