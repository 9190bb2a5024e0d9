package io.towpath.cli.command;

import io.towpath.forwarding.trace.Trace;
import io.towpath.lab.compare.read.PacketTools;
import io.towpath.lab.linux.Command.Result;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code towpath lab ping}: a real ping, and the prediction beside it. */
@Command(
    name = "ping",
    description = "Ping for real, and say what was predicted.",
    footer = {"", "Example: towpath lab ping hub-vm loc1-vm"})
final class LabPingCommand extends LabPacketCommand {
  @Override
  List<String> program(String target) {
    return List.of("ping", "-n", "-c", "4", "-i", "0.3", "-W", "1", target);
  }

  @Override
  String observed(Result result) {
    return PacketTools.repliesOf(result.out()) > 0 ? "reached" : "lost";
  }

  @Override
  String predicted(Trace trace) {
    return trace.answered() ? "reached" : "lost";
  }
}
