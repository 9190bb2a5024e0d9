package io.towpath.lab.measure;

import io.towpath.lab.compare.LabAccess;
import io.towpath.lab.compare.read.BirdProtocols;
import io.towpath.lab.compare.read.BirdReader;
import io.towpath.lab.compare.read.FrrOspf;
import io.towpath.lab.linux.BirdSocket;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** State of one BIRD, in the words that FRR's daemons have for theirs. */
final class BirdState implements StateSource {
  private final LabAccess lab;
  private final String space;
  private @Nullable BirdSocket socket;

  BirdState(LabAccess lab, String space) {
    this.lab = lab;
    this.space = space;
  }

  @Override
  public Map<ChangeKind, Map<String, String>> look() throws IOException {
    BirdSocket open = socket;
    if (open == null) {
      open = lab.bird(space);
      socket = open;
    }
    BirdReader bird = new BirdReader(open);
    var protocols = bird.protocols();
    Map<String, String> sessions = new TreeMap<>();
    BirdReader.sessions(protocols)
        .forEach((peer, up) -> sessions.put(peer.toString(), up ? "up" : "down"));
    long changes = protocols.stream().mapToLong(BirdProtocols.Protocol::imports).sum();
    Map<String, String> neighbours = new TreeMap<>();
    for (FrrOspf.Neighbour neighbour : bird.neighbours(protocols)) {
      neighbours.put(neighbour.iface() + " " + neighbour.address(), neighbour.state());
    }
    Map<ChangeKind, Map<String, String>> states = new TreeMap<>();
    states.put(ChangeKind.SESSION, sessions);
    // BIRD's tables have no number of their own: received changes that it took stand for one.
    states.put(
        ChangeKind.BGP_TABLE,
        sessions.isEmpty() ? Map.of() : Map.of("version", Long.toString(changes)));
    states.put(ChangeKind.OSPF_NEIGHBOUR, neighbours);
    states.put(ChangeKind.BFD, bird.bfd(protocols));
    return states;
  }

  @Override
  public void forget() {
    BirdSocket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // It is of no more use either way.
      }
    }
  }
}
