package io.towpath.lab.compare.read;

import io.towpath.lab.linux.BirdSocket;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a BIRD says, in the words of FRR's tables: what compares, feeds fabrics and waits for
 * convergence reads both alike. Each method asks the daemon once or a few times.
 */
public final class BirdReader {
  private static final String KIND_BGP = "BGP";
  private static final String KIND_OSPF = "OSPF";

  private final BirdSocket bird;

  /** Over a conversation that the caller closes. */
  public BirdReader(BirdSocket bird) {
    this.bird = bird;
  }

  /** Protocols and their states. */
  public List<BirdProtocols.Protocol> protocols() throws IOException {
    return BirdProtocols.of(bird.show(BirdProtocols.COMMAND));
  }

  /** Sessions by neighbour: true if it is established. */
  public static SortedMap<IpAddress, Boolean> sessions(List<BirdProtocols.Protocol> protocols) {
    SortedMap<IpAddress, Boolean> sessions = new TreeMap<>();
    for (BirdProtocols.Protocol protocol : protocols) {
      BirdProtocols.Peer peer = protocol.peer();
      if (peer != null) {
        sessions.put(peer.address(), protocol.isEstablished());
      }
    }
    return sessions;
  }

  /**
   * Paths of BGP; empty without a speaker.
   *
   * @param recursive as {@link #recursive()} has just said
   */
  public List<FrrBgp.Path> locRib(
      List<BirdProtocols.Protocol> protocols, Map<Prefix, IpAddress> recursive) throws IOException {
    if (protocols.stream().noneMatch(protocol -> protocol.kind().equals(KIND_BGP))) {
      return List.of();
    }
    boolean merges = protocols.stream().anyMatch(p -> p.name().equals(BirdProtocols.MULTIPATH));
    return BirdBgp.locRib(
        BirdRoutes.of(bird.show(BirdBgp.LOC_RIB)),
        merges ? BirdRoutes.of(bird.show(BirdBgp.MERGED)) : List.of(),
        protocols,
        recursive);
  }

  /** Static routes whose next hop is looked up, with that next hop. */
  public Map<Prefix, IpAddress> recursive() throws IOException {
    // Refused if there is no protocol of static routes.
    BirdSocket.Answer statics = bird.ask(BirdTable.STATICS);
    return statics.accepted() ? BirdTable.recursive(statics.text()) : Map.of();
  }

  /**
   * Routes in use.
   *
   * @param recursive as {@link #recursive()} has just said
   */
  public List<ZebraRoutes.Route> table(List<FrrBgp.Path> locRib, Map<Prefix, IpAddress> recursive)
      throws IOException {
    return BirdTable.of(BirdRoutes.of(bird.show(BirdTable.COMMAND)), recursive, locRib);
  }

  /** OSPF neighbours of all processes. */
  public List<FrrOspf.Neighbour> neighbours(List<BirdProtocols.Protocol> protocols)
      throws IOException {
    List<FrrOspf.Neighbour> neighbours = new ArrayList<>();
    for (BirdProtocols.Protocol protocol : protocols) {
      if (protocol.kind().equals(KIND_OSPF) && protocol.up()) {
        neighbours.addAll(BirdOspf.neighbours(bird.show(BirdOspf.neighboursOf(protocol.name()))));
      }
    }
    return neighbours;
  }

  /**
   * BFD sessions by neighbour: BIRD's word for their state in small letters, such as {@code up}.
   */
  public SortedMap<String, String> bfd(List<BirdProtocols.Protocol> protocols) throws IOException {
    SortedMap<String, String> sessions = new TreeMap<>();
    if (protocols.stream().anyMatch(protocol -> protocol.kind().equals("BFD") && protocol.up())) {
      for (String line : bird.show("show bfd sessions").lines().toList()) {
        String[] words = line.strip().split("\\s+");
        if (words.length >= 3 && words[0].matches("\\d+(\\.\\d+){3}")) {
          sessions.put(words[0], words[2].toLowerCase(Locale.ROOT));
        }
      }
    }
    return sessions;
  }

  /** OSPF routes of all processes. */
  public List<FrrOspf.Route> ospfRoutes(List<BirdProtocols.Protocol> protocols) throws IOException {
    List<FrrOspf.Route> routes = new ArrayList<>();
    for (BirdProtocols.Protocol protocol : protocols) {
      if (protocol.kind().equals(KIND_OSPF)) {
        routes.addAll(
            BirdOspf.routes(BirdRoutes.of(bird.show(BirdOspf.routesOf(protocol.name())))));
      }
    }
    return routes;
  }

  /** Text that changes with every route and every choice: each route carries its time. */
  public String version() throws IOException {
    return bird.show("show route table all");
  }
}
