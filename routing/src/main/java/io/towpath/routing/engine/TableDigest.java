package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteCandidate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Fingerprint of all tables: two states with the same one print the same everywhere. */
final class TableDigest {
  private final MessageDigest digest;

  private TableDigest(MessageDigest digest) {
    this.digest = digest;
  }

  static String of(EngineIndex index, RoutingState state, List<String> layers) {
    TableDigest all = new TableDigest(sha256());
    for (int v = 0; v < index.topology.vrfCount(); v++) {
      all.add("vrf " + index.topology.vrfRef(v));
      state.rib(v).routes().forEach(all::add);
      state.rib(v).absent().forEach(all::add);
      state.ospf().neighbours(v).stream()
          .map(
              n ->
                  index.topology.interfaceRef(n.iface())
                      + " "
                      + index.topology.interfaceRef(n.neighbour())
                      + " "
                      + n.cause())
          .sorted()
          .forEach(all::add);
    }
    for (String name : layers) {
      all.add("layer " + name);
      state.layer(name).routes().forEach(all::add);
      state.layer(name).outranked().forEach(all::add);
    }
    state.problems().stream().map(Finding::message).forEach(all::add);
    return HexFormat.of().formatHex(all.digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void add(RouteCandidate route) {
    add(route.toString());
  }

  private void add(RibRoute route) {
    add(
        route.prefix()
            + " "
            + route.routeClass()
            + " "
            + route.outcome()
            + " "
            + route.distance()
            + "/"
            + route.metric()
            + " "
            + route.tag()
            + " "
            + route.hops()
            + " "
            + route.why().text());
  }

  private void add(String line) {
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }
}
