package io.towpath.lab.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A conversation with BIRD over its control socket, the way {@code birdc} talks: a line there;
 * lines back, each behind a code of four digits and a dash, a blank if the code is that of the line
 * before, and at last one behind a code and a blank.
 *
 * <p>One command at a time: methods are synchronised.
 *
 * @see "BIRD 2.0 programmer's documentation, Command line interface: reply codes"
 */
public final class BirdSocket implements AutoCloseable {
  private static final int CODE = 4;
  private static final int LOWEST_ERROR = 8000;

  private final DaemonChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private final ByteArrayOutputStream ahead = new ByteArrayOutputStream();

  private BirdSocket(Path socket, Duration limit) throws IOException {
    channel = new DaemonChannel(socket, "bird", limit);
  }

  /**
   * Connects and waits for the greeting.
   *
   * @param limit how long any single answer may take
   * @throws IOException if nobody listens there (the daemon is down or not yet up)
   */
  public static BirdSocket open(Path socket, Duration limit) throws IOException {
    BirdSocket bird = new BirdSocket(socket, limit);
    try {
      Answer _ = bird.receive("its greeting", bird.channel.deadline());
      return bird;
    } catch (IOException e) {
      bird.close();
      throw e;
    }
  }

  /**
   * An answer.
   *
   * @param code BIRD's own of the last line: 0 done, 1 to 999 done with a remark, from 8000 refused
   * @param text as a person would see it, without codes
   */
  public record Answer(int code, String text) {
    /** Whether the daemon did what was asked. */
    public boolean accepted() {
      return code < LOWEST_ERROR;
    }
  }

  /**
   * Sends one command.
   *
   * @throws IOException if the daemon is gone or takes too long; the conversation is over then
   */
  public synchronized Answer ask(String command) throws IOException {
    long until = channel.deadline();
    ByteBuffer bytes = ByteBuffer.wrap((command + '\n').getBytes(StandardCharsets.UTF_8));
    channel.write(bytes, until, "take a command");
    return receive("\"" + command + "\"", until);
  }

  /**
   * The text of a command that must be understood.
   *
   * @throws IOException as {@link #ask}, or if the daemon refuses the command
   */
  public String show(String command) throws IOException {
    Answer answer = ask(command);
    if (!answer.accepted()) {
      throw new IOException(
          "bird refuses \""
              + command
              + "\": "
              + answer.text().strip()
              + " ("
              + answer.code()
              + ")");
    }
    return answer.text();
  }

  private Answer receive(String what, long until) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      String line = line(until, what);
      if (line.isEmpty() || line.charAt(0) == ' ') {
        text.append(line, Math.min(1, line.length()), line.length()).append('\n');
        continue;
      }
      if (!line.matches("\\d{4}([ -].*)?")) {
        throw new IOException("bird answers " + what + " with what is no reply: " + line);
      }
      if (line.length() > CODE + 1) {
        text.append(line, CODE + 1, line.length()).append('\n');
      }
      if (line.length() == CODE || line.charAt(CODE) == ' ') {
        return new Answer(Integer.parseInt(line.substring(0, CODE)), text.toString());
      }
    }
  }

  private String line(long until, String what) throws IOException {
    while (true) {
      while (buffer.position() > 0) {
        buffer.flip();
        boolean whole = false;
        while (buffer.hasRemaining() && !whole) {
          byte b = buffer.get();
          whole = b == '\n';
          if (!whole) {
            ahead.write(b);
          }
        }
        buffer.compact();
        if (whole) {
          String line = ahead.toString(StandardCharsets.UTF_8);
          ahead.reset();
          return line;
        }
      }
      if (channel.read(buffer, until, "answer " + what) < 0) {
        throw new IOException("bird closed the conversation at " + what);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
