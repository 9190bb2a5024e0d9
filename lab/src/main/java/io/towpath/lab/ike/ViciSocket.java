package io.towpath.lab.ike;

import io.towpath.lab.linux.DaemonChannel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A conversation with strongSwan's {@code charon} over its control socket (VICI). Packets are
 * length, type, name and a message. One command at a time: commands are synchronised.
 *
 * @see "strongSwan: The Versatile IKE Control Interface (VICI) protocol"
 */
public final class ViciSocket implements AutoCloseable {
  private static final int REQUEST = 0;
  private static final int RESPONSE = 1;
  private static final int REGISTER = 3;
  private static final int UNREGISTER = 4;
  private static final int CONFIRM = 5;
  private static final int EVENT = 7;
  private static final int LONGEST_PACKET = 512 * 1024;

  private final Path socket;
  private final DaemonChannel channel;

  /**
   * An event that was registered for.
   *
   * @param name such as {@code child-updown}
   */
  public record Event(String name, ViciMessage message) {}

  private record Packet(int type, String name, ViciMessage message) {}

  private ViciSocket(Path socket, Duration limit) throws IOException {
    this.socket = socket;
    this.channel = new DaemonChannel(socket, "charon", limit);
  }

  /**
   * Connects.
   *
   * @param limit how long any single answer may take
   * @throws IOException if nobody listens there (the daemon is down or not yet up)
   */
  public static ViciSocket open(Path socket, Duration limit) throws IOException {
    return new ViciSocket(socket, limit);
  }

  /**
   * Sends a command.
   *
   * @throws IOException if the daemon is gone, takes too long, or does not know the command
   */
  public synchronized ViciMessage ask(String command, ViciMessage request) throws IOException {
    long until = channel.deadline();
    send(REQUEST, command, request, until);
    while (true) {
      Packet packet = receive(until, command);
      if (packet.type() == RESPONSE) {
        return packet.message();
      }
      if (packet.type() != EVENT) {
        throw new IOException("charon does not know the command \"" + command + "\"");
      }
    }
  }

  /** Sends a command that must succeed: {@code success = yes}. */
  public ViciMessage command(String command, ViciMessage request) throws IOException {
    ViciMessage answer = ask(command, request);
    if (!answer.value("success").equals("yes")) {
      throw new IOException("charon refuses \"" + command + "\": " + answer.value("errmsg"));
    }
    return answer;
  }

  /**
   * Sends a command that answers with a stream of events.
   *
   * @param event name of the events
   */
  public synchronized List<ViciMessage> list(String command, String event) throws IOException {
    long until = channel.deadline();
    register(event, REGISTER, until);
    send(REQUEST, command, ViciMessage.of(Map.of()), until);
    List<ViciMessage> all = new ArrayList<>();
    Packet packet = receive(until, command);
    while (packet.type() == EVENT) {
      if (packet.name().equals(event)) {
        all.add(packet.message());
      }
      packet = receive(until, command);
    }
    if (packet.type() != RESPONSE) {
      throw new IOException("charon does not know the command \"" + command + "\"");
    }
    register(event, UNREGISTER, until);
    return List.copyOf(all);
  }

  /** Registers for events; then only {@link #await} may be used on this conversation. */
  public synchronized void listen(String... events) throws IOException {
    for (String event : events) {
      register(event, REGISTER, channel.deadline());
    }
  }

  /**
   * The next event, however long it takes.
   *
   * @throws IOException if the daemon is gone or the conversation is closed
   */
  public Event await() throws IOException {
    while (true) {
      Packet packet = receive(DaemonChannel.NEVER, "events");
      if (packet.type() == EVENT) {
        return new Event(packet.name(), packet.message());
      }
    }
  }

  private void register(String event, int type, long until) throws IOException {
    send(type, event, ViciMessage.of(Map.of()), until);
    Packet packet = receive(until, event);
    while (packet.type() == EVENT) {
      packet = receive(until, event);
    }
    if (packet.type() != CONFIRM) {
      throw new IOException("charon does not know the event \"" + event + "\"");
    }
  }

  private void send(int type, String name, ViciMessage message, long until) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] label = name.getBytes(StandardCharsets.US_ASCII);
    body.write(type);
    body.write(label.length);
    body.writeBytes(label);
    message.writeTo(body);
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + body.size());
    bytes.putInt(body.size()).put(body.toByteArray()).flip();
    channel.write(bytes, until, "take \"" + name + "\"");
  }

  private Packet receive(long until, String what) throws IOException {
    int length = read(Integer.BYTES, until, what).getInt();
    if (length < 1 || length > LONGEST_PACKET) {
      throw new IOException("charon sent a packet of " + length + " bytes");
    }
    ByteBuffer bytes = read(length, until, what);
    int type = bytes.get();
    String name = "";
    if (type == EVENT) {
      byte[] label = new byte[bytes.get() & 0xff];
      bytes.get(label);
      name = new String(label, StandardCharsets.US_ASCII);
    }
    return new Packet(type, name, ViciMessage.read(bytes));
  }

  private ByteBuffer read(int count, long until, String what) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, until, "answer \"" + what + "\"") < 0) {
        throw new EOFException("charon at " + socket + " closed the conversation");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
