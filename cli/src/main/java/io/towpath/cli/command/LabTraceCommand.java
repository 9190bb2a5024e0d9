package io.towpath.cli.command;

import io.towpath.forwarding.trace.Trace;
import io.towpath.lab.compare.PredictedHops;
import io.towpath.lab.compare.read.PacketTools;
import io.towpath.lab.linux.Command.Result;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code towpath lab trace}: a real traceroute, and the prediction beside it. */
@Command(
    name = "trace",
    description = "Trace for real, and say what was predicted.",
    footer = {"", "Example: towpath lab trace loc1-vm hub-vm"})
final class LabTraceCommand extends LabPacketCommand {
  @Override
  List<String> program(String target) {
    return List.of("traceroute", "-n", "-I", "-q", "3", "-w", "1", "-N", "30", "-m", "30", target);
  }

  @Override
  String observed(Result result) {
    return PredictedHops.text(PacketTools.hopsOf(result.out()));
  }

  @Override
  String predicted(Trace trace) {
    return PredictedHops.of(trace);
  }
}
