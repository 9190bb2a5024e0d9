package io.towpath.lab.linux;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Bytes to and from a daemon over its Unix socket, with a deadline for each step. What the bytes
 * mean is the business of whoever owns it. Not thread-safe, but any thread may close it, which ends
 * a wait of another.
 */
public final class DaemonChannel implements AutoCloseable {
  /** The deadline of a wait that may last for ever. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Path socket;
  private final String daemon;
  private final Duration limit;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  /**
   * Connects.
   *
   * @param daemon its name, for errors
   * @param limit how long a step that begins with {@link #deadline} may take
   * @throws IOException if nobody listens there (the daemon is down or not yet up)
   */
  public DaemonChannel(Path socket, String daemon, Duration limit) throws IOException {
    this.socket = socket;
    this.daemon = daemon;
    this.limit = limit;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      this.key = channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** The deadline of a step that begins now, in the clock of {@link System#nanoTime}. */
  public long deadline() {
    return System.nanoTime() + limit.toNanos();
  }

  /**
   * Sends all bytes.
   *
   * @param what what the daemon is to do, for errors: {@code take a command}
   * @throws IOException if the daemon is gone or takes too long; the conversation is over then
   */
  public void write(ByteBuffer bytes, long until, String what) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        key.interestOps(SelectionKey.OP_WRITE);
        await(until, what);
      }
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  /**
   * Waits for bytes and takes those that are there.
   *
   * @param into has room
   * @param what what the daemon is to do, for errors: {@code answer "show version"}
   * @return their number, at least 1; −1 if the daemon has closed the conversation
   * @throws IOException if the daemon takes too long; the conversation is over then
   */
  public int read(ByteBuffer into, long until, String what) throws IOException {
    int count = channel.read(into);
    while (count == 0) {
      await(until, what);
      count = channel.read(into);
    }
    return count;
  }

  private void await(long until, String what) throws IOException {
    long left = until == NEVER ? 0 : (until - System.nanoTime()) / 1_000_000;
    if (left <= 0 && until != NEVER) {
      close();
      throw new IOException(daemon + " did not " + what + " within " + limit.toMillis() + " ms");
    }
    selector.select(left);
    if (!selector.isOpen()) {
      throw new EOFException("conversation with " + daemon + " at " + socket + " is closed");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
