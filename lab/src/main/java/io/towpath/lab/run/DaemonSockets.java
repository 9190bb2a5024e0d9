package io.towpath.lab.run;

import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Conversations with the daemons of a space, whose sockets are in its directory. */
final class DaemonSockets {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private DaemonSockets() {}

  /** With a daemon of FRR; the caller closes it. */
  static VtySocket vty(Path space, Daemon.Kind daemon) throws IOException {
    return VtySocket.open(DaemonProcess.socket(space, daemon), LIMIT);
  }

  /** With BIRD; the caller closes it. */
  static BirdSocket bird(Path space) throws IOException {
    return BirdSocket.open(DaemonProcess.socket(space, Daemon.Kind.BIRD), LIMIT);
  }
}
