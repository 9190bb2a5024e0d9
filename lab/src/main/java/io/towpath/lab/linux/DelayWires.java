package io.towpath.lab.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Wires with delay, jitter and loss for kernels without netem: each is a pair of TAP devices
 * between which this process carries frames, each frame when its time has come.
 *
 * <p>One thread serves every wire. It waits for frames and for the next frame that is due; every 20
 * ms it looks which devices were set down, and takes the carrier of their far ends away as a veth
 * pair would. Frames of one direction keep their order, whatever the jitter. Designed for some
 * hundred wires and some hundred Mbit/s in all.
 */
public final class DelayWires implements AutoCloseable {
  private static final long CARRIER_TICK = 20_000_000L;
  private static final int FRAME = 65_600;
  private static final int POLLFD = 8;
  private static final int QUEUE_LIMIT = 20_000;

  private final RandomGenerator random;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final int wake = Libc.eventfd();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment errno = Libc.state(arena);
  private final MemorySegment frame = arena.allocate(FRAME, 16);
  private final MemorySegment timespec = arena.allocate(16, 8);
  private final List<End> ends = new ArrayList<>();
  private final Thread thread;
  private MemorySegment fds = MemorySegment.NULL;
  private volatile boolean closing;

  /**
   * Starts without wires.
   *
   * @param random decides jitter and loss
   */
  public DelayWires(RandomGenerator random) {
    this.random = random;
    this.thread = new Thread(this::carry, "delay wires");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * What a wire does to frames, the same in both directions.
   *
   * @param delay one way
   * @param jitter up to this much more or less, evenly spread
   * @param loss part of the frames that vanish, 0 to 1
   */
  public record Shape(Duration delay, Duration jitter, double loss) {
    public Shape {
      if (delay.isNegative() || jitter.isNegative() || loss < 0 || loss > 1) {
        throw new IllegalArgumentException("a wire cannot have " + delay + " ± " + jitter);
      }
    }

    /** The same delay for every frame and no loss. */
    public static Shape of(Duration delay) {
      return new Shape(delay, Duration.ZERO, 0);
    }
  }

  /**
   * Lays a wire; both devices exist when this returns, without address and down.
   *
   * @throws LinuxException if {@code /dev/net/tun} is missing or closed to us
   */
  public void lay(Netns here, String name, Netns there, String farName, Shape shape) {
    Tap near = Tap.open(here, name);
    Tap far;
    try {
      far = Tap.open(there, farName);
    } catch (LinuxException e) {
      near.close();
      throw e;
    }
    var a = new End(near, shape);
    var b = new End(far, shape);
    a.peer = b;
    b.peer = a;
    order(
        () -> {
          ends.add(a);
          ends.add(b);
          layOut();
        });
  }

  @Override
  public void close() {
    closing = true;
    wake();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void order(Runnable work) {
    orders.add(work);
    wake();
  }

  private void wake() {
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment one = scratch.allocateFrom(JAVA_LONG, 1L);
      long _ = Libc.write(Libc.state(scratch), wake, one, Long.BYTES);
    }
  }

  /** One end of a wire, and the frames on their way to it. Touched by the carrying thread only. */
  private static final class End {
    private final Tap tap;
    private final Shape shape;
    private final Queue<Due> arriving = new ArrayDeque<>();
    private @Nullable End peer;
    private long lastDue;
    private boolean up;
    private boolean carrier = true;

    End(Tap tap, Shape shape) {
      this.tap = tap;
      this.shape = shape;
    }
  }

  private record Due(long at, byte[] bytes) {}

  private void carry() {
    layOut();
    long nextTick = System.nanoTime();
    while (!closing) {
      for (Runnable work = orders.poll(); work != null; work = orders.poll()) {
        work.run();
      }
      long now = System.nanoTime();
      if (now >= nextTick) {
        followCarrier();
        nextTick = now + CARRIER_TICK;
      }
      waitUntil(Math.min(nextTick, firstDue()));
      receive();
      deliver();
    }
    ends.forEach(e -> e.tap.close());
    Libc.close(wake);
    arena.close();
  }

  /** Entry 0 is the wake-up call, entry i + 1 is end i. */
  private void layOut() {
    fds = arena.allocate((long) POLLFD * (ends.size() + 1), 8);
    fds.set(JAVA_INT, 0, wake);
    for (int i = 0; i < ends.size(); i++) {
      fds.set(JAVA_INT, at(i), ends.get(i).tap.fd());
    }
  }

  private static long at(int end) {
    return (long) POLLFD * (end + 1);
  }

  private int poll(short events, long nanos) {
    fds.set(JAVA_SHORT, 4, Libc.POLLIN);
    for (int i = 0; i < ends.size(); i++) {
      fds.set(JAVA_SHORT, at(i) + 4, events);
    }
    timespec.set(JAVA_LONG, 0, nanos / 1_000_000_000L);
    timespec.set(JAVA_LONG, 8, nanos % 1_000_000_000L);
    return Libc.poll(errno, fds, ends.size() + 1L, timespec);
  }

  private boolean ready(int end, short event) {
    return (fds.get(JAVA_SHORT, at(end) + 6) & event) != 0;
  }

  private void waitUntil(long due) {
    int ready = poll(Libc.POLLIN, Math.max(0, due - System.nanoTime()));
    if (ready <= 0) {
      for (int i = 0; i < ends.size(); i++) {
        fds.set(JAVA_SHORT, at(i) + 6, (short) 0);
      }
    } else if (fds.get(JAVA_SHORT, 6) != 0) {
      long _ = Libc.read(errno, wake, frame, Long.BYTES);
    }
  }

  private long firstDue() {
    long first = Long.MAX_VALUE;
    for (End end : ends) {
      Due next = end.arriving.peek();
      if (next != null) {
        first = Math.min(first, next.at());
      }
    }
    return first;
  }

  private void receive() {
    for (int i = 0; i < ends.size(); i++) {
      if (ready(i, Libc.POLLIN)) {
        End from = ends.get(i);
        for (long n = read(from); n > 0; n = read(from)) {
          launch(from, (int) n);
        }
      }
    }
  }

  private long read(End from) {
    return Libc.read(errno, from.tap.fd(), frame, FRAME);
  }

  private void launch(End from, int length) {
    End to = from.peer;
    Shape shape = from.shape;
    if (to == null || to.arriving.size() >= QUEUE_LIMIT || lost(shape)) {
      return;
    }
    byte[] bytes = new byte[length];
    MemorySegment.copy(frame, 0, MemorySegment.ofArray(bytes), 0, length);
    long jitter = shape.jitter().toNanos();
    long extra = jitter == 0 ? 0 : random.nextLong(-jitter, jitter + 1);
    long due = System.nanoTime() + Math.max(0, shape.delay().toNanos() + extra);
    to.lastDue = Math.max(due, to.lastDue);
    to.arriving.add(new Due(to.lastDue, bytes));
  }

  private boolean lost(Shape shape) {
    return shape.loss() > 0 && random.nextDouble() < shape.loss();
  }

  private void deliver() {
    long now = System.nanoTime();
    for (End end : ends) {
      for (Due next = end.arriving.peek();
          next != null && next.at() <= now;
          next = end.arriving.peek()) {
        end.arriving.remove();
        MemorySegment.copy(MemorySegment.ofArray(next.bytes()), 0, frame, 0, next.bytes().length);
        // A device that is down or full refuses the frame, which is then lost as on any wire.
        long _ = Libc.write(errno, end.tap.fd(), frame, next.bytes().length);
      }
    }
  }

  /** The kernel reports a TAP device writable only while its interface is up. */
  private void followCarrier() {
    int ready = poll(Libc.POLLOUT, 0);
    for (int i = 0; i < ends.size(); i++) {
      ends.get(i).up = ready > 0 && ready(i, Libc.POLLOUT);
    }
    for (End end : ends) {
      End peer = end.peer;
      if (peer != null && end.carrier != peer.up) {
        end.carrier = peer.up;
        end.arriving.clear();
        end.tap.carrier(peer.up);
      }
    }
  }
}
