package io.towpath.lab.compare;

import io.towpath.devices.bird.BirdPrinter;
import io.towpath.lab.compare.read.MrtDump;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.net.IpAddress;
import io.towpath.routing.bgp.BgpRoute;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records of all BGP messages that the speakers of a lab receive. Each bgpd is told to write one;
 * then every speaker sends all its routes once more, so that the records are complete however long
 * the lab has been running. BIRD writes its record from its start on, by configuration. Of a
 * speaker that a failure has stopped and a restoration started anew, only the present life counts.
 */
final class WireRecords {
  private static final String FILE = BirdPrinter.Options.LAB_RECORD;

  private final LabAccess lab;
  private final Map<String, Life> lives = new TreeMap<>();

  /** What one process of a speaker has written so far. */
  private static final class Life {
    private final String process;
    private final MrtDump dump = new MrtDump();
    private long read;

    Life(String process) {
      this.process = process;
    }
  }

  /** Records of nothing yet; {@link #refresh} starts them. */
  WireRecords(LabAccess lab) {
    this.lab = lab;
  }

  /**
   * Starts recording wherever a speaker runs that does not record yet: at first everywhere, later
   * where a failure has stopped and a restoration started it anew.
   *
   * @throws IOException if a daemon that should run does not answer
   */
  void refresh() throws IOException {
    boolean changed = false;
    for (Daemon daemon : lab.plan().daemons()) {
      if (daemon.kind() == Daemon.Kind.BGPD && lab.isRunning(daemon.space())) {
        changed |= record(daemon.space());
      }
    }
    if (changed) {
      for (Daemon daemon : lab.plan().daemons()) {
        if (lab.isRunning(daemon.space())) {
          sendAgain(daemon);
        }
      }
    }
  }

  private void sendAgain(Daemon daemon) throws IOException {
    switch (daemon.kind()) {
      case BGPD -> {
        try (VtySocket bgpd = lab.vty(daemon.space(), Daemon.Kind.BGPD)) {
          bgpd.ask("clear bgp ipv4 unicast * soft out");
        }
      }
      case BIRD -> {
        try (BirdSocket bird = lab.bird(daemon.space())) {
          bird.show("reload out all");
        }
      }
      case ZEBRA, STATICD, BFDD, OSPFD, DNSMASQ -> {
        // They send no BGP.
      }
    }
  }

  private boolean record(String space) throws IOException {
    String process = process(space, Daemon.Kind.BGPD);
    Life life = lives.get(space);
    if (life != null && life.process.equals(process)) {
      return false;
    }
    try (VtySocket bgpd = lab.vty(space, Daemon.Kind.BGPD)) {
      bgpd.configure(List.of("dump bgp all " + lab.directory(space).resolve(FILE)));
    }
    lives.put(space, new Life(process));
    return true;
  }

  /** Number of the process of a speaker, as its file has it. */
  private String process(String space, Daemon.Kind kind) throws IOException {
    String file = kind == Daemon.Kind.BIRD ? "bird.pid" : "bgpd.pid";
    Path pid = lab.directory(space).resolve(file);
    return Files.exists(pid) ? Files.readString(pid).strip() : "";
  }

  /** What a peer has sent and not withdrawn, by prefix. */
  List<BgpRoute> received(String space, IpAddress peer) throws IOException {
    Life life = life(space);
    Path file = lab.directory(space).resolve(FILE);
    if (life == null || !Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(life.read);
      byte[] bytes = new byte[(int) (in.length() - life.read)];
      in.readFully(bytes);
      life.read += life.dump.read(bytes);
    }
    return life.dump.receivedFrom(peer);
  }

  /** The present life of a speaker; null for a bgpd that has not been told to record. */
  private @Nullable Life life(String space) throws IOException {
    Life known = lives.get(space);
    if (!lab.plan().runs(space, Daemon.Kind.BIRD)) {
      return known;
    }
    // Each life of a BIRD begins a file of its own: see DaemonProcess.
    String process = process(space, Daemon.Kind.BIRD);
    if (known == null || !known.process.equals(process)) {
      known = new Life(process);
      lives.put(space, known);
    }
    return known;
  }
}
