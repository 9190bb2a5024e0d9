package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.BirdNodes;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Network;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.testkit.networks.TopologyBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record says after a speaker was stopped and started again. */
class WireRecordsTest {
  private static final IpAddress PEER = IpAddress.parse("10.0.41.1");

  @TempDir Path directory;

  /** A lab whose only speaker that counts here is the BIRD of {@code a}. */
  private final class Recording extends UntouchedLab {
    Recording() {
      super(recordingPlan());
    }

    String space() {
      return plan().daemons().stream()
          .filter(daemon -> daemon.kind() == Daemon.Kind.BIRD)
          .findFirst()
          .orElseThrow()
          .space();
    }

    @Override
    public Path directory(String space) {
      return directory;
    }

    @Override
    public VtySocket vty(String space, Daemon.Kind daemon) throws IOException {
      throw new IOException("no FRR here");
    }

    @Override
    public BirdSocket bird(String space) throws IOException {
      throw new IOException("nobody is asked");
    }

    @Override
    public boolean isRunning(String space) {
      return space.equals(space());
    }
  }

  private static LabPlan recordingPlan() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002);
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001);
    Network network = net.build();
    return LabCompiler.compile(
        network, Features.LEAST, BirdNodes.of(network, List.of("a")).nodes());
  }

  private static byte[] recorded() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            WireRecordsTest.class.getResourceAsStream("read/frr-8.4.4/bgp-r4.mrt"))) {
      return in.readAllBytes();
    }
  }

  /** A process begins a record. */
  private void begin(String process, byte[] record) throws IOException {
    Files.writeString(directory.resolve("bird.pid"), process + "\n");
    Files.write(directory.resolve("bgp.mrt"), record);
  }

  @Test
  void onlyThePresentLifeOfABirdCounts() throws IOException {
    Recording lab = new Recording();
    WireRecords wire = new WireRecords(lab);
    byte[] all = recorded();
    begin("17", Arrays.copyOf(all, all.length - 5));
    wire.refresh();
    List<BgpRoute> before = wire.received(lab.space(), PEER);
    assertThat(before).extracting(BgpRoute::prefix).contains(Prefix.parse("10.1.1.0/24"));

    begin("18", new byte[0]);
    wire.refresh();
    assertThat(wire.received(lab.space(), PEER)).isEmpty();

    Files.write(directory.resolve("bgp.mrt"), all, StandardOpenOption.APPEND);
    assertThat(wire.received(lab.space(), PEER)).containsExactlyElementsOf(before);
  }

  @Test
  void theSameProcessWritesOn() throws IOException {
    Recording lab = new Recording();
    WireRecords wire = new WireRecords(lab);
    byte[] all = recorded();
    begin("17", all);
    List<BgpRoute> before = wire.received(lab.space(), PEER);
    assertThat(before).isNotEmpty();
    assertThat(wire.received(lab.space(), PEER)).isEqualTo(before);
  }
}
