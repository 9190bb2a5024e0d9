package io.towpath.lab.compare;

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

/**
 * Records of all BGP messages that the speakers of a lab receive. Each bgpd is told to write one;
 * then every speaker sends all its routes once more, so that the records are complete however long
 * the lab has been running. BIRD writes its record from its start on, by configuration.
 */
final class WireRecords {
  private static final String FILE = "bgp.mrt";

  private final LabAccess lab;
  private final Map<String, MrtDump> dumps = new TreeMap<>();
  private final Map<String, Long> read = new TreeMap<>();

  private final Map<String, String> processes = new TreeMap<>();

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
    Path pid = lab.directory(space).resolve("bgpd.pid");
    String process = Files.exists(pid) ? Files.readString(pid).strip() : "";
    if (process.equals(processes.get(space))) {
      return false;
    }
    try (VtySocket bgpd = lab.vty(space, Daemon.Kind.BGPD)) {
      bgpd.configure(List.of("dump bgp all " + lab.directory(space).resolve(FILE)));
    }
    processes.put(space, process);
    dumps.remove(space);
    read.remove(space);
    return true;
  }

  /** What a peer has sent and not withdrawn, by prefix. */
  List<BgpRoute> received(String space, IpAddress peer) throws IOException {
    MrtDump dump = dumps.computeIfAbsent(space, s -> new MrtDump());
    Path file = lab.directory(space).resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = read.getOrDefault(space, 0L);
      in.seek(from);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.readFully(bytes);
      read.put(space, from + dump.read(bytes));
    }
    return dump.receivedFrom(peer);
  }
}
