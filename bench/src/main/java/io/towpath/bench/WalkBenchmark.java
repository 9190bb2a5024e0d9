package io.towpath.bench;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.PacketHeader;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * B10: walks through 1,000 VNets of 20 interfaces each, in walks a second and core.
 *
 * <p>The walker is the one that {@code trace} uses, without reasons. The peer walks the records.
 * Before anything is timed, both agree on every packet, and so does a walk with reasons.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WalkBenchmark {
  private static final int PACKETS = 1 << 14;
  private static final long SEED = 20_26;

  /** Which way packets go. */
  public enum Way {
    /** Inside one VNet. */
    ONE_HOP,
    /** From spoke to spoke by way of the hub's firewall. */
    THREE_HOPS
  }

  @Param Way way = Way.THREE_HOPS;

  private final int[] hosts = new int[PACKETS];
  private final int[] sources = new int[PACKETS];
  private final int[] destinations = new int[PACKETS];
  private final int[] ports = new int[PACKETS];
  private final String[] names = new String[PACKETS];
  private final PacketHeader[] headers = new PacketHeader[PACKETS];

  @SuppressWarnings("NullAway.Init") // made before any run
  private Walker walker;

  @SuppressWarnings("NullAway.Init") // made before any run
  private ObjectWalker peer;

  /** One walker's packet; every thread has its own. */
  @State(Scope.Thread)
  public static class Packet {
    final Cursor cursor = new Cursor();
  }

  /** Builds the network and packets, and compares the walkers. */
  @Setup
  public void build() {
    Solution solution = Solver.of(VnetNetwork.build()).solve();
    walker = new Walker(solution);
    peer = new ObjectWalker(solution);
    SplittableRandom random = new SplittableRandom(SEED);
    Cursor cursor = new Cursor();
    int delivered = 0;
    for (int i = 0; i < PACKETS; i++) {
      draw(i, random, cursor);
      delivered += compare(i, cursor) == Verdict.DELIVERED ? 1 : 0;
    }
    System.out.printf("%d of %d packets are delivered%n", delivered, PACKETS);
  }

  private void draw(int i, SplittableRandom random, Cursor cursor) {
    int hub = random.nextInt(VnetNetwork.HUBS);
    int spoke = random.nextInt(VnetNetwork.SPOKES_PER_HUB);
    int number = random.nextInt(VnetNetwork.MACHINES - 1);
    int to =
        way == Way.ONE_HOP
            ? spoke
            : (spoke + 1 + random.nextInt(VnetNetwork.SPOKES_PER_HUB - 1))
                % VnetNetwork.SPOKES_PER_HUB;
    names[i] = VnetNetwork.machine(hub, spoke, number);
    hosts[i] = walker.topology().hostId(names[i]);
    sources[i] = VnetNetwork.address(hub, spoke, number);
    destinations[i] = VnetNetwork.address(hub, to, number + 1);
    ports[i] = random.nextInt(64) == 0 ? 22 : 443;
    cursor.setHeader(sources[i], destinations[i], PacketHeader.TCP, 50000 + i, ports[i]);
    headers[i] = cursor.header();
  }

  private Verdict compare(int i, Cursor cursor) {
    Verdict bare = walker.verdict(cursor.atHost(hosts[i]));
    Walk walk = walker.walk(new Place.AtHost(hosts[i]), headers[i], true);
    ObjectWalker.End end = peer.walk(names[i], headers[i]);
    boolean agree =
        walk.verdict() == bare
            && end.verdict() == bare
            && walk.end().equals(end.at())
            && cursor.host() == walk.endHost()
            && cursor.node() == walk.endNode();
    if (!agree) {
      throw new IllegalStateException(
          headers[i] + ": bare " + bare + ", with reasons " + walk + ", peer " + end);
    }
    return bare;
  }

  /** The walker that {@code trace} uses. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int walker(Packet packet) {
    Cursor cursor = packet.cursor;
    int delivered = 0;
    for (int i = 0; i < PACKETS; i++) {
      cursor.setHeader(sources[i], destinations[i], PacketHeader.TCP, 50000 + i, ports[i]);
      delivered += walker.verdict(cursor.atHost(hosts[i])) == Verdict.DELIVERED ? 1 : 0;
    }
    return delivered;
  }

  /** Records and hash maps. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int objectWalker() {
    int delivered = 0;
    for (int i = 0; i < PACKETS; i++) {
      delivered += peer.walk(names[i], headers[i]).verdict() == Verdict.DELIVERED ? 1 : 0;
    }
    return delivered;
  }
}
