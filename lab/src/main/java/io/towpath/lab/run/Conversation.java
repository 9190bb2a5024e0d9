package io.towpath.lab.run;

import io.towpath.lab.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The asking end of a lab's control socket. Not thread-safe. */
final class Conversation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LabDirectory directory;
  private final SocketChannel channel;
  private final BufferedReader in;
  private final Writer out;

  private Conversation(LabDirectory directory, SocketChannel channel) {
    this.directory = directory;
    this.channel = channel;
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    this.out = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /**
   * Connects.
   *
   * @throws IOException if nobody listens
   */
  static Conversation open(LabDirectory directory) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(directory.control()));
      return new Conversation(directory, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws LabException if the lab refuses, or ends in the middle
   */
  JsonNode ask(ObjectNode request, Consumer<Progress> progress) {
    try {
      out.write(request + "\n");
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode answer = JSON.readTree(line);
        if (answer.has("ok")) {
          return answer.path("ok");
        }
        if (answer.has("error")) {
          throw Errors.fromJson(answer.path("error"));
        }
        JsonNode step = answer.path("progress");
        progress.accept(
            new Progress(
                step.path("stage").asString(""),
                step.path("done").asInt(0),
                step.path("of").asInt(0),
                step.path("what").asString("")));
      }
    } catch (IOException e) {
      throw ended(e);
    }
    throw ended(null);
  }

  private LabException ended(@Nullable IOException cause) {
    String last = LabProcess.lastLine(directory.log());
    return new LabException(
        "TP7017",
        "lab \"" + directory.name() + "\" ended" + (last.isEmpty() ? "" : ": " + last),
        "Start it again with: towpath lab up",
        cause == null ? new IOException("end of conversation") : cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // There is nothing left to lose.
    }
  }
}
