package io.towpath.lab.fabric;

import io.towpath.lab.compare.read.BirdReader;
import io.towpath.lab.compare.read.FrrBgp;
import io.towpath.lab.compare.read.ZebraRoutes;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.run.RunningLab;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.RouteExchange;
import io.towpath.network.Vrf;
import io.towpath.routing.engine.ExchangedRoute;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the daemons of one VRF that offers routes to exchanges. Conversations stay open; a daemon
 * that does not answer offers nothing and is asked again. Not thread-safe.
 */
final class SourceReader implements AutoCloseable {
  private final RunningLab lab;
  private final Node node;
  private final Vrf vrf;
  private final String space;
  private final boolean speaks;
  private final Map<String, String> interfaces = new HashMap<>();
  private final Map<Daemon.Kind, VtySocket> open = new TreeMap<>();
  private final boolean runsBird;
  private @Nullable BirdSocket openBird;
  private @Nullable String trouble;

  SourceReader(RunningLab lab, Node node, Vrf vrf) {
    this.lab = lab;
    this.node = node;
    this.vrf = vrf;
    space = lab.plan().names().space(node, vrf.name());
    speaks = node.bgp().stream().anyMatch(speaker -> speaker.vrf().equals(vrf.name()));
    runsBird = lab.plan().runs(space, Daemon.Kind.BIRD);
    for (Interface iface : node.interfaces()) {
      interfaces.put(
          lab.plan().names().iface(new InterfaceRef(node.name(), iface.name())), iface.name());
    }
  }

  /** What the VRF offers to exchanges now, by name of the exchange. */
  Map<String, List<ExchangedRoute>> read(List<RouteExchange> exchanges) {
    Map<String, List<ExchangedRoute>> offers = new TreeMap<>();
    trouble = null;
    if (!lab.isRunning(space)) {
      close();
      return offers;
    }
    try {
      DaemonOffers daemons = runsBird ? bird() : frr();
      for (RouteExchange exchange : exchanges) {
        offers.put(exchange.name(), daemons.to(exchange));
      }
    } catch (IOException e) {
      close();
      trouble = space + ": " + e.getMessage();
    }
    return offers;
  }

  private DaemonOffers frr() throws IOException {
    return new DaemonOffers(
        node,
        vrf,
        interfaces,
        speaks ? FrrBgp.locRib(vty(Daemon.Kind.BGPD).json(FrrBgp.LOC_RIB)) : List.of(),
        ZebraRoutes.of(vty(Daemon.Kind.ZEBRA).json(ZebraRoutes.COMMAND)));
  }

  private DaemonOffers bird() throws IOException {
    BirdSocket known = openBird;
    if (known == null) {
      known = lab.bird(space);
      openBird = known;
    }
    BirdReader bird = new BirdReader(known);
    Map<Prefix, IpAddress> recursive = bird.recursive();
    List<FrrBgp.Path> locRib = bird.locRib(bird.protocols(), recursive);
    return new DaemonOffers(node, vrf, interfaces, locRib, bird.table(locRib, recursive));
  }

  /** Why nothing could be read, or null. */
  @Nullable String trouble() {
    return trouble;
  }

  private VtySocket vty(Daemon.Kind kind) throws IOException {
    VtySocket known = open.get(kind);
    if (known == null) {
      known = lab.vty(space, kind);
      open.put(kind, known);
    }
    return known;
  }

  @Override
  public void close() {
    for (VtySocket vty : open.values()) {
      try {
        vty.close();
      } catch (IOException _) {
        // The daemon has closed it already.
      }
    }
    open.clear();
    BirdSocket bird = openBird;
    openBird = null;
    if (bird != null) {
      try {
        bird.close();
      } catch (IOException _) {
        // The same.
      }
    }
  }
}
