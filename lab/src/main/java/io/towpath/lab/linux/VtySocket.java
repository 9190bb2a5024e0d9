package io.towpath.lab.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conversation with one FRR daemon over its vty socket ({@code bgpd.vty}), the way {@code vtysh}
 * talks: a command and one NUL there; text, three NULs and a status byte back. Some 0.05 ms per
 * small answer, a five-hundredth of starting {@code vtysh}.
 *
 * <p>Opened privileged ({@code enable}). One command at a time: methods are synchronised.
 */
public final class VtySocket implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SUCCESS = 0;
  private static final int WARNING = 1;
  private static final int NULS_BEFORE_STATUS = 3;

  private final String daemon;
  private final DaemonChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  private VtySocket(Path socket, Duration limit) throws IOException {
    this.daemon = String.valueOf(socket.getFileName());
    this.channel = new DaemonChannel(socket, daemon, limit);
  }

  /**
   * Connects and becomes privileged.
   *
   * @param limit how long any single answer may take
   * @throws IOException if nobody listens there (the daemon is down or not yet up)
   */
  public static VtySocket open(Path socket, Duration limit) throws IOException {
    var vty = new VtySocket(socket, limit);
    try {
      vty.ask("enable");
      return vty;
    } catch (IOException e) {
      vty.close();
      throw e;
    }
  }

  /**
   * An answer.
   *
   * @param status FRR's own: 0 success, 1 warning, 2 no such command, 3 ambiguous, 4 incomplete …
   * @param text as a person would see it
   */
  public record Answer(int status, String text) {
    /** Whether the daemon did what was asked, with or without a warning. */
    public boolean accepted() {
      return status == SUCCESS || status == WARNING;
    }
  }

  /**
   * Sends one command.
   *
   * @throws IOException if the daemon is gone or takes too long; the conversation is over then
   */
  public synchronized Answer ask(String command) throws IOException {
    long until = channel.deadline();
    ByteBuffer bytes = ByteBuffer.wrap((command + '\0').getBytes(StandardCharsets.UTF_8));
    channel.write(bytes, until, "take a command");
    return receive(command, until);
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
          daemon + " refuses \"" + command + "\": " + answer.text().strip() + status(answer));
    }
    return answer.text();
  }

  /**
   * The answer to a command that ends in {@code json}.
   *
   * @throws IOException as {@link #show}, or if the answer is no JSON
   */
  public JsonNode json(String command) throws IOException {
    String text = show(command);
    try {
      return JSON.readTree(text.isBlank() ? "{}" : text);
    } catch (JacksonException e) {
      throw new IOException(daemon + " answers \"" + command + "\" with what is no JSON", e);
    }
  }

  /**
   * Configures the running daemon with lines as they stand in {@code frr.conf}.
   *
   * @throws IOException if one is refused, with that line; those before it are in force
   */
  public synchronized void configure(List<String> lines) throws IOException {
    show("configure terminal");
    try {
      for (String line : lines) {
        if (!line.isBlank()) {
          show(line.strip());
        }
      }
    } finally {
      ask("end");
    }
  }

  private Answer receive(String command, long until) throws IOException {
    var text = new ByteArrayOutputStream();
    int nuls = 0;
    while (true) {
      buffer.clear();
      if (channel.read(buffer, until, "answer \"" + command + "\"") < 0) {
        throw new IOException(daemon + " closed the conversation at \"" + command + "\"");
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (nuls == NULS_BEFORE_STATUS) {
          return new Answer(b & 0xff, text.toString(StandardCharsets.UTF_8));
        }
        if (b == 0) {
          nuls++;
        } else {
          nuls = 0;
          text.write(b);
        }
      }
    }
  }

  private static String status(Answer answer) {
    return " (status " + answer.status() + ")";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
