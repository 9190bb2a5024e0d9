package io.towpath.lab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The socket by which a lab is asked: one JSON object a line. A request is {@code {"do": …}}; the
 * answer is any number of {@code {"progress": …}} and then one {@code {"ok": …}} or {@code
 * {"error": …}}. Each conversation has a thread.
 */
final class ControlServer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServerSocketChannel server;
  private final Handler handler;

  /** What answers. */
  interface Handler {
    /** Answers one request; what it throws becomes the error. */
    ObjectNode answer(String request, JsonNode arguments, Reply reply);

    /** A conversation is over. */
    void gone(Reply reply);
  }

  /** The other end of a conversation. */
  interface Reply {
    /**
     * Tells how far the work is.
     *
     * @throws java.io.UncheckedIOException if nobody listens any more
     */
    void progress(Progress step);
  }

  ControlServer(Path socket, Handler handler) throws IOException {
    this.handler = handler;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Accepts conversations until the process ends. */
  void serve() throws IOException {
    while (true) {
      SocketChannel channel = server.accept();
      Thread thread = new Thread(() -> converse(channel), "control");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void converse(SocketChannel channel) {
    Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
    Reply reply =
        step -> {
          ObjectNode progress = JsonNodeFactory.instance.objectNode();
          progress
              .put("stage", step.stage())
              .put("done", step.done())
              .put("of", step.of())
              .put("what", step.what());
          write(out, envelope("progress", progress));
        };
    try (channel;
        var in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String text = line;
        // Work beside the reader, so that the end of the conversation is noticed during the work.
        Thread work = new Thread(() -> answer(text, reply, out), "control request");
        work.setDaemon(true);
        work.start();
      }
    } catch (IOException _) {
      // A client that was killed ends its conversation like one that has closed it.
    }
    handler.gone(reply);
  }

  private void answer(String line, Reply reply, Writer out) {
    ObjectNode envelope;
    try {
      JsonNode request = JSON.readTree(line);
      envelope = envelope("ok", handler.answer(request.path("do").asString(""), request, reply));
    } catch (JacksonException e) {
      envelope = envelope("error", Errors.toJson(e));
    } catch (RuntimeException e) {
      envelope = envelope("error", Errors.toJson(e));
    }
    try {
      write(out, envelope);
    } catch (java.io.UncheckedIOException _) {
      // Nobody waits for this answer any more.
    }
  }

  private static ObjectNode envelope(String key, ObjectNode value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(key, value);
    return node;
  }

  private static void write(Writer out, ObjectNode node) {
    synchronized (out) {
      try {
        out.write(node + "\n");
        out.flush();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
