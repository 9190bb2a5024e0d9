package io.towpath.lab.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.Command;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.network.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a fabric, its filters and its Internet edge do to real packets, tables by the agent. */
class FabricPacketsTest {
  private static PlanInNamespaces lab;
  private static FabricAgent agent;

  @BeforeAll
  static void build() throws InterruptedException {
    Network network = Cloud.network();
    lab = PlanInNamespaces.of(LabCompiler.compile(network, Features.LEAST));
    agent = new FabricAgent(network, lab);
    agent.start();
    for (int i = 0; i < 100 && !agent.settled(); i++) {
      Thread.sleep(50);
    }
    assertThat(agent.status()).containsEntry("fabric", "settled");
  }

  @AfterAll
  static void remove() {
    if (lab != null) {
      agent.stop();
      lab.close();
    }
  }

  /** Address that a server at a port sees, or empty if nobody comes. */
  private static String seenBy(String server, int port, String client, String to, int toPort)
      throws IOException {
    try (ServerSocket listener = lab.netns(server).call(() -> new ServerSocket(port))) {
      listener.setSoTimeout(1_500);
      Thread calling =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      lab.netns(client)
                          .call(
                              () -> {
                                try (Socket socket = new Socket()) {
                                  socket.connect(
                                      new InetSocketAddress(InetAddress.getByName(to), toPort),
                                      1_200);
                                }
                                return true;
                              });
                    } catch (RuntimeException _) {
                      // The server's side tells.
                    }
                  });
      try (Socket accepted = listener.accept()) {
        return accepted.getInetAddress().getHostAddress();
      } catch (SocketTimeoutException _) {
        return "";
      } finally {
        joinQuietly(calling);
      }
    }
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join(3_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aVnetDeliversToWhoeverOwnsTheAddress() {
    assertThat(lab.answers("vm3", "10.1.0.4")).isTrue();
    assertThat(lab.answers("vm1", "10.1.0.77")).isFalse();
  }

  @Test
  void aSecurityGroupLetsInWhatItsDerivedSetHolds() {
    assertThat(lab.answers("vm1", "10.1.0.5")).isTrue();
    assertThat(lab.answers("vm3", "10.1.0.5")).isFalse();
  }

  @Test
  void answersPassAStatefulFilterThatRefusesNewFlows() {
    assertThat(lab.answers("vm1", "10.1.0.5")).as("the answer leaves vm2").isTrue();
    assertThat(lab.answers("vm2", "10.1.0.4")).as("a flow of its own does not").isFalse();
  }

  @Test
  void aSecurityGroupDecidesByPort() throws IOException {
    assertThat(seenBy("vm2", 22, "vm1", "10.1.0.5", 22)).isEqualTo("10.1.0.4");
    assertThat(seenBy("vm2", 23, "vm1", "10.1.0.5", 23)).isEmpty();
  }

  @Test
  void aPeeringsFilterStopsWhatItsRulesDoNotPermit() {
    assertThat(lab.answers("vm1", "10.2.0.4")).isTrue();
    assertThat(lab.answers("vm2", "10.2.0.4")).isFalse();
  }

  @Test
  void aGuestSendsByItsOwnAddressOnly() {
    Command.of("ip", "addr", "add", "10.1.0.99/32", "dev", "lo").in(lab.netns("vm1")).run();
    Command.Result result =
        Command.of("ping", "-n", "-c", "1", "-W", "1", "-I", "10.1.0.99", "10.2.0.4")
            .in(lab.netns("vm1"))
            .attempt();
    assertThat(result.ok()).isFalse();
    assertThat(ruleset("cloud")).containsPattern("counter packets [1-9]\\d* .*source check");
  }

  @Test
  void everyRuleCountsUnderItsName() {
    assertThat(lab.answers("vm1", "10.1.0.5")).isTrue();
    assertThat(ruleset("cloud")).containsPattern("counter packets [1-9]\\d* .*\"to vm2: inside\"");
  }

  private static String ruleset(String space) {
    return Command.of("nft", "list", "ruleset").in(lab.netns(space)).run().out();
  }

  @Test
  void theInternetSeesTheTranslatedAddress() throws IOException {
    assertThat(seenBy("server", 8080, "vm1", "203.0.113.9", 8080)).isEqualTo("203.0.113.80");
    assertThat(lab.answers("vm1", "203.0.113.9")).isTrue();
  }

  @Test
  void aStaticTranslationIsOpenFromOutside() throws IOException {
    assertThat(seenBy("vm1", 8081, "server", "203.0.113.80", 8081)).isEqualTo("203.0.113.9");
  }

  @Test
  void aMappedPortReachesItsOwn() throws IOException {
    assertThat(seenBy("vm2", 22, "server", "203.0.113.81", 8022)).isEqualTo("203.0.113.9");
    assertThat(seenBy("vm2", 23, "server", "203.0.113.81", 8023)).isEmpty();
  }

  @Test
  void nothingComesInByASharedAddress() {
    assertThat(lab.answers("server", "198.18.0.1")).isFalse();
    assertThat(ruleset("edge")).containsPattern("counter packets [1-9]\\d* .*no session");
  }

  @Test
  void theFabricSpendsNoTtl() {
    Command.Result trace =
        Command.of("ping", "-n", "-c", "1", "-W", "1", "-t", "1", "10.2.0.4")
            .in(lab.netns("vm1"))
            .attempt();
    assertThat(trace.ok()).isTrue();
  }
}
