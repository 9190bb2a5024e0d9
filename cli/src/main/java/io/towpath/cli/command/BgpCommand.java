package io.towpath.cli.command;

import io.towpath.azure.compile.AzureNames;
import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.estate.names.Where;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath bgp}: BGP tables of gateways and routers. */
@Command(
    name = "bgp",
    description = "BGP table of a gateway or router, or what one peer sends and is sent.",
    footer = {
      "",
      "Examples: towpath bgp scenarios/interop hub-vpngw",
      "          towpath bgp scenarios/interop hub-vpngw --peers",
      "          towpath bgp scenarios/interop ce1-primary --peer 192.168.30.18 --advertised"
    })
final class BgpCommand extends EstateCommand {
  @Parameters(
      index = "1",
      paramLabel = "WHERE",
      description = "Gateway, GATEWAY/0, DEVICE or DEVICE/VRF.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String where;

  @Option(names = "--peer", paramLabel = "PEER", description = "Address or name of the peer.")
  @Nullable String peer;

  /** One of the two directions of a peer, or the peers themselves. */
  static final class Direction {
    @Option(names = "--peers", description = "State of each BGP peer of a gateway.")
    boolean peers;

    @Option(names = "--received", description = "What the peer sent, before policy.")
    boolean received;

    @Option(names = "--advertised", description = "What is sent to the peer.")
    boolean advertised;
  }

  @ArgGroup @Nullable Direction direction;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    Direction chosen = direction;
    if (chosen != null && chosen.peers) {
      return peers(answers);
    }
    String view =
        chosen == null
            ? peer == null ? "learned" : "received"
            : chosen.advertised ? "advertised" : "received";
    Table table = answers.bgp(where, view, peer, TYPED);
    Remarks remarks =
        Remarks.about(
            estate().base().network(),
            Remarks.elements(RoutesCommand.vrfs(answers, where), estate().base().network()),
            answers.solution().problems());
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    if (peer != null) {
      Answers.State session = answers.peerSession(where, peer, TYPED);
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("state", session.up() ? "established" : "notEstablished");
      json.put("causes", session.causes());
      more.put("session", json);
      if (format != OutputFormat.json) {
        session
            .causes()
            .forEach(cause -> console().err().println("session not established: " + cause + "."));
      }
      more.putAll(byInstance(answers, table));
    }
    return print(table, remarks, more);
  }

  private int peers(Answers answers) {
    if (peer != null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1225", TYPED, "--peers lists every peer.", "Leave out --peer, or --peers."));
    }
    Table table = answers.bgpPeers(where, TYPED);
    return print(
        routeServer(answers) == null ? table : withConnectionStates(table),
        Remarks.aboutTable(answers, RoutesCommand.vrfs(answers, where)));
  }

  /** The Route Server that is asked for; null if it is something else. */
  private AzureNames.@Nullable GatewayName routeServer(Answers answers) {
    return answers.names().where(where, TYPED) instanceof Where.Gateway(var gateway, Integer _)
            && estate().resources().routeServers().containsKey(gateway.id())
        ? gateway
        : null;
  }

  /** R192: a Route Server says of each peering whether it is connected. */
  private static Table withConnectionStates(Table table) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : table.rows()) {
      Map<String, @Nullable Object> more = new LinkedHashMap<>(row);
      more.put(
          "connectionState",
          switch (String.valueOf(row.get("state"))) {
            case "Connected", "Connecting" -> row.get("state");
            default -> "NotConnected";
          });
      rows.add(more);
    }
    return new Table(table.columns(), rows);
  }

  /** R192: routes of a Route Server's peering, by the name that Azure gives each instance. */
  private Map<String, @Nullable Object> byInstance(Answers answers, Table table) {
    Map<String, @Nullable Object> roles = new LinkedHashMap<>();
    AzureNames.GatewayName server = routeServer(answers);
    for (int i = 0; server != null && i < server.instances().size(); i++) {
      String node = server.instances().get(i).node();
      roles.put(
          "RouteServiceRole_IN_" + i,
          table.rows().stream().filter(row -> node.equals(row.get("instance"))).toList());
    }
    return roles;
  }
}
