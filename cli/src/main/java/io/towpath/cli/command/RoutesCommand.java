package io.towpath.cli.command;

import io.towpath.estate.answers.Answers;
import io.towpath.estate.names.Where;
import io.towpath.network.VrfRef;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath routes}: effective routes, or a router's table. */
@Command(
    name = "routes",
    description = "Effective routes of a NIC, subnet or gateway; routing table of a router.",
    footer = {
      "",
      "Examples: towpath routes scenarios/interop hub-vm",
      "          towpath routes scenarios/interop ce1-primary/30"
    })
final class RoutesCommand extends EstateCommand {
  @Parameters(
      index = "1",
      paramLabel = "WHERE",
      description = "Virtual machine, NIC, VNET/SUBNET, gateway, DEVICE or DEVICE/VRF.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String where;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    return print(
        answers.routes(where, TYPED),
        Remarks.about(
            estate().base().network(),
            Remarks.elements(vrfs(answers, where), estate().base().network()),
            answers.solution().problems()));
  }

  static List<VrfRef> vrfs(Answers answers, String where) {
    return switch (answers.names().where(where, TYPED)) {
      case Where.Nic(var nic) -> List.of(nic.vrf());
      case Where.Subnet(var subnet) -> List.of(subnet.vrf());
      case Where.Gateway(var gateway, Integer instance) ->
          gateway.instances().stream().map(i -> i.bgp()).toList();
      case Where.Router(String node, List<VrfRef> vrfs) -> vrfs;
    };
  }
}
