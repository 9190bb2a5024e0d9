package io.towpath.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of BIRD's replies, against a server of the test's own. */
class BirdSocketTest {
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final Map<String, String> REPLIES =
      Map.of(
          "two lines", "1007-Table t:\n 10.0.0.0/8 unicast\n1008-\tType: BGP\n0000 \n",
          "refuse", "8001 Network not found\n",
          "silence", "",
          "nonsense", "hello\n");

  @TempDir Path folder;
  private ServerSocketChannel server;

  @BeforeEach
  void serve() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("bird.ctl")));
    Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void answer() {
    try (SocketChannel client = server.accept()) {
      write(client, "0001 BIRD 2.0.12 ready.\n");
      ByteBuffer command = ByteBuffer.allocate(100);
      while (client.read(command.clear()) >= 0) {
        String line = StandardCharsets.UTF_8.decode(command.flip()).toString().strip();
        if (line.equals("end")) {
          return;
        }
        write(client, REPLIES.getOrDefault(line, ""));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  /** Byte by byte: replies come in pieces. */
  private static void write(SocketChannel client, String text) throws IOException {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int _ = client.write(ByteBuffer.wrap(new byte[] {b}));
    }
  }

  private BirdSocket open() throws IOException {
    return BirdSocket.open(folder.resolve("bird.ctl"), LIMIT);
  }

  @Test
  void anAnswerIsItsLinesWithoutCodes() throws IOException {
    try (BirdSocket bird = open()) {
      assertThat(bird.show("two lines")).isEqualTo("Table t:\n10.0.0.0/8 unicast\n\tType: BGP\n");
      assertThat(bird.ask("two lines").code()).isZero();
    }
  }

  @Test
  void aRefusalIsAnAnswerAndAnErrorOfShow() throws IOException {
    try (BirdSocket bird = open()) {
      assertThat(bird.ask("refuse"))
          .isEqualTo(new BirdSocket.Answer(8001, "Network not found\n"))
          .matches(answer -> !answer.accepted());
      assertThatThrownBy(() -> bird.show("refuse"))
          .isInstanceOf(IOException.class)
          .hasMessage("bird refuses \"refuse\": Network not found (8001)");
    }
  }

  @Test
  void silenceAnEndAndNonsenseAreErrors() throws IOException {
    try (BirdSocket bird = open()) {
      assertThatThrownBy(() -> bird.ask("nonsense")).hasMessageContaining("no reply: hello");
      assertThatThrownBy(() -> bird.ask("silence")).hasMessageContaining("did not answer");
    }
  }

  @Test
  void aClosedConversationIsAnError() throws IOException {
    try (BirdSocket bird = open()) {
      assertThatThrownBy(() -> bird.ask("end")).hasMessageContaining("closed the conversation");
    }
  }

  @Test
  void nobodyListensThere() {
    assertThatThrownBy(() -> BirdSocket.open(folder.resolve("other.ctl"), LIMIT))
        .isInstanceOf(IOException.class);
  }
}
