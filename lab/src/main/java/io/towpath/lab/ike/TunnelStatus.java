package io.towpath.lab.ike;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How a tunnel end is, in the words of its IKE daemon.
 *
 * @param state what it comes to
 * @param ike chosen phase 1 algorithms, such as {@code AES_CBC-256/HMAC_SHA1_96/MODP_1024}; empty
 *     if there is no SA
 * @param esp chosen phase 2 algorithms; empty if there is no child SA
 * @param spisIn of the child SAs that carry packets, hexadecimal: usually one, two where both ends
 *     opened at once
 * @param spisOut what the peer receives
 * @param bytesIn payload received through the child SAs
 * @param bytesOut payload sent
 * @param cause why it is down, as a code of the network model such as {@code preSharedKeyMismatch};
 *     empty if it is up or the daemon has not said
 * @param line the daemon's own line that says so; empty as well
 */
public record TunnelStatus(
    State state,
    String ike,
    String esp,
    NavigableSet<String> spisIn,
    NavigableSet<String> spisOut,
    long bytesIn,
    long bytesOut,
    String cause,
    String line) {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What the state of a tunnel end comes to. */
  public enum State {
    /** A child SA is installed. */
    CONNECTED,
    /** No child SA. */
    DOWN,
    /** Held down by a failure. */
    HELD,
    /** The daemon does not run. */
    STOPPED
  }

  /** True if packets can pass. */
  public boolean isConnected() {
    return state == State.CONNECTED;
  }

  /** True if the two ends have a tunnel with each other. */
  public boolean meets(TunnelStatus peer) {
    return spisOut.stream().anyMatch(peer.spisIn::contains)
        && peer.spisOut.stream().anyMatch(spisIn::contains);
  }

  /**
   * Asks the daemon that keeps its files in a directory, from whatever process.
   *
   * @return {@code STOPPED} if it does not answer
   */
  public static TunnelStatus read(Path directory) {
    try (ViciSocket daemon = ViciSocket.open(socket(directory), ANSWER)) {
      return read(daemon, directory);
    } catch (IOException e) {
      return without(State.STOPPED, new TunnelDiagnosis("", String.valueOf(e.getMessage())));
    }
  }

  static Path socket(Path directory) {
    return directory.resolve("charon.vici");
  }

  private static TunnelStatus read(ViciSocket daemon, Path directory) throws IOException {
    List<ViciMessage> sas = daemon.list("list-sas", "list-sa");
    List<ViciMessage> children = children(sas);
    if (children.isEmpty()) {
      boolean loaded = !daemon.ask("get-conns", ViciMessage.of(Map.of())).texts("conns").isEmpty();
      return loaded
          ? without(State.DOWN, TunnelDiagnosis.of(directory.resolve("charon.log")))
          : without(State.HELD, TunnelDiagnosis.NONE);
    }
    return new TunnelStatus(
        State.CONNECTED,
        algorithms(withChildren(sas)),
        algorithms(children.getFirst()),
        texts(children, "spi-in"),
        texts(children, "spi-out"),
        sum(children, "bytes-in"),
        sum(children, "bytes-out"),
        "",
        "");
  }

  private static TunnelStatus without(State state, TunnelDiagnosis why) {
    return new TunnelStatus(
        state, "", "", new TreeSet<>(), new TreeSet<>(), 0, 0, why.cause(), why.line());
  }

  /** Child SAs that carry packets. */
  static List<ViciMessage> children(List<ViciMessage> sas) {
    List<ViciMessage> children = new ArrayList<>();
    for (ViciMessage sa : sas) {
      for (ViciMessage ike : sa.sections().values()) {
        for (ViciMessage child : ike.section("child-sas").sections().values()) {
          switch (child.value("state")) {
            case "INSTALLED", "REKEYING", "REKEYED" -> children.add(child);
            default -> {
              // Not yet or no longer in use.
            }
          }
        }
      }
    }
    return children;
  }

  /** The IKE SA of the first child SA that carries packets. */
  private static ViciMessage withChildren(List<ViciMessage> sas) {
    for (ViciMessage sa : sas) {
      if (!children(List.of(sa)).isEmpty()) {
        return sa.sections().values().iterator().next();
      }
    }
    throw new IllegalStateException("a child SA without an IKE SA");
  }

  private static String algorithms(ViciMessage sa) {
    List<String> words = new ArrayList<>();
    for (String kind : List.of("encr", "integ", "prf", "dh")) {
      String size = sa.value(kind + "-keysize");
      String name = kind.equals("dh") ? sa.value("dh-group") : sa.value(kind + "-alg");
      if (!name.isEmpty()) {
        words.add(size.isEmpty() ? name : name + "-" + size);
      }
    }
    return String.join("/", words);
  }

  private static NavigableSet<String> texts(List<ViciMessage> children, String key) {
    TreeSet<String> texts = new TreeSet<>();
    children.forEach(child -> texts.add(child.value(key)));
    return texts;
  }

  private static long sum(List<ViciMessage> children, String key) {
    long sum = 0;
    for (ViciMessage child : children) {
      String text = child.value(key);
      sum += text.isEmpty() ? 0 : Long.parseLong(text);
    }
    return sum;
  }
}
