package io.towpath.cli.command;

import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
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

  /** One of the two directions. */
  static final class Direction {
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
    }
    return print(table, remarks, more);
  }
}
