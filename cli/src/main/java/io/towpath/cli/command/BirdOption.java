package io.towpath.cli.command;

import io.towpath.lab.plan.BirdNodes;
import io.towpath.network.Network;
import java.util.List;
import picocli.CommandLine.Option;

/** Which routers of a lab run BIRD: the same words in every command that may start one. */
final class BirdOption {
  @Option(
      names = "--bird",
      paramLabel = "NODE",
      split = ",",
      description = {
        "These routers run BIRD 2 instead of FRR: names, separated by commas, or all for",
        "every router that BIRD can stand in for. May be repeated."
      })
  List<String> nodes = List.of();

  /**
   * The nodes that are meant; says of each router that stays with FRR under {@code all} why.
   *
   * @throws io.towpath.net.InvalidInputException for a node that does not exist or cannot
   */
  BirdNodes of(Network network, Console console) {
    BirdNodes chosen = BirdNodes.of(network, nodes);
    chosen
        .staysFrr()
        .forEach((node, why) -> console.err().println("note: " + node + " stays with FRR: " + why));
    return chosen;
  }
}
