package io.towpath.lab.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A namespace without a name on the machine: it lasts as long as the process that holds it. */
public final class ScratchNetns implements AutoCloseable {
  private final Process holder;
  private final Netns netns;

  private ScratchNetns(Process holder) {
    this.holder = holder;
    this.netns =
        new Netns("scratch-" + holder.pid(), Path.of("/proc", holder.pid() + "", "ns", "net"));
  }

  public static ScratchNetns open() throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")) && Programs.find("unshare").isPresent(),
        "namespaces are made by root with unshare; one of them is missing here");
    var argv = List.of("unshare", "--net", "sh", "-c", "echo up; exec sleep 100");
    Process holder = new ProcessBuilder(argv).start();
    int first = holder.getInputStream().read();
    Assumptions.assumeTrue(first == 'u', "this machine does not let unshare make a namespace");
    return new ScratchNetns(holder);
  }

  public Netns netns() {
    return netns;
  }

  /** Runs {@code ip} lines inside. */
  public void ip(String... lines) {
    Command.ip(netns, new ArrayList<>(List.of(lines))).run();
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
