package io.towpath.lab.run;

import io.towpath.lab.compare.read.BirdProtocols;
import io.towpath.lab.compare.read.BirdReader;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shuts and opens single BGP sessions, as an operator would at the router. */
final class SessionSwitch {
  private SessionSwitch() {}

  /**
   * Opens or shuts a session.
   *
   * @param directory of the speaker's space
   * @param bird whether BIRD runs there
   * @param peer address of the neighbour
   * @throws IOException if the daemon does not answer or knows no such session
   */
  static void set(Path directory, boolean bird, String peer, boolean open) throws IOException {
    if (bird) {
      ofBird(directory, peer, open);
      return;
    }
    try (VtySocket vty = DaemonSockets.vty(directory, Daemon.Kind.BGPD)) {
      String line = "neighbor " + peer + " shutdown";
      vty.configure(List.of("router bgp", open ? "no " + line : line));
    }
  }

  private static void ofBird(Path directory, String peer, boolean open) throws IOException {
    try (BirdSocket bird = DaemonSockets.bird(directory)) {
      for (BirdProtocols.Protocol protocol : new BirdReader(bird).protocols()) {
        BirdProtocols.Peer other = protocol.peer();
        if (other != null && other.address().toString().equals(peer)) {
          bird.show((open ? "enable " : "disable ") + protocol.name());
          return;
        }
      }
    }
    throw new IOException("bird has no neighbour " + peer);
  }
}
