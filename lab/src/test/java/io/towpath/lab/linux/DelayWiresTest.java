package io.towpath.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DelayWiresTest {
  private static final Pattern MINIMUM = Pattern.compile("= ([0-9.]+)/");

  @Test
  void wireDelaysEachWay() throws Exception {
    try (var a = ScratchNetns.open();
        var b = ScratchNetns.open();
        var wires = wires()) {
      wires.lay(a.netns(), "w0", b.netns(), "w1", DelayWires.Shape.of(Duration.ofMillis(20)));
      a.ip("address add 10.9.9.0/31 dev w0", "link set dev w0 up");
      b.ip("address add 10.9.9.1/31 dev w1", "link set dev w1 up");
      var ping =
          Command.of("ping", "-n", "-c", "5", "-i", "0.1", "-w", "8", "10.9.9.1").in(a.netns());
      Matcher rtt = MINIMUM.matcher(ping.run().out());
      assertThat(rtt.find()).isTrue();
      assertThat(Double.parseDouble(rtt.group(1))).isBetween(40.0, 48.0);
    }
  }

  @Test
  void farEndLosesAndRegainsCarrierAsOnACable() throws Exception {
    try (var a = ScratchNetns.open();
        var b = ScratchNetns.open();
        var wires = wires()) {
      wires.lay(a.netns(), "w0", b.netns(), "w1", DelayWires.Shape.of(Duration.ofMillis(1)));
      a.ip("link set dev w0 up");
      b.ip("link set dev w1 up");
      assertThat(soon(() -> carrier(b, "w1"))).isTrue();
      a.ip("link set dev w0 down");
      assertThat(soon(() -> !carrier(b, "w1"))).isTrue();
      a.ip("link set dev w0 up");
      assertThat(soon(() -> carrier(b, "w1") && carrier(a, "w0"))).isTrue();
    }
  }

  @Test
  void lossOfOneLosesEverything() throws Exception {
    try (var a = ScratchNetns.open();
        var b = ScratchNetns.open();
        var wires = wires()) {
      var shape = new DelayWires.Shape(Duration.ofMillis(1), Duration.ZERO, 1);
      wires.lay(a.netns(), "w0", b.netns(), "w1", shape);
      a.ip("address add 10.9.9.0/31 dev w0", "link set dev w0 up");
      b.ip("address add 10.9.9.1/31 dev w1", "link set dev w1 up");
      var ping = Command.of("ping", "-n", "-c", "2", "-i", "0.1", "-W", "1", "10.9.9.1");
      assertThat(ping.in(a.netns()).attempt().out()).contains("100% packet loss");
    }
  }

  private static DelayWires wires() {
    Assumptions.assumeTrue(
        Files.isWritable(Path.of("/dev/net/tun")),
        "/dev/net/tun is missing or closed to this user");
    return new DelayWires(new Random(1));
  }

  private static boolean carrier(ScratchNetns scratch, String device) {
    return !Command.of("ip", "link", "show", "dev", device)
        .in(scratch.netns())
        .run()
        .out()
        .contains("NO-CARRIER");
  }

  private static boolean soon(BooleanSupplier claim) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (claim.getAsBoolean()) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }
}
