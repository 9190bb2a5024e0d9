package io.towpath.cli.command;

import io.towpath.lab.run.LabClient;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code towpath lab exec}: run a program inside. */
@Command(
    name = "exec",
    description = "Run a program in a node, a VRF of a node or a host, with this terminal.",
    footer = {
      "",
      "Examples: towpath lab exec hub-vm -- ping 10.2.30.10",
      "          towpath lab exec ce1-primary/30 -- vtysh",
      "          towpath lab exec hub-vm -- bash",
      "",
      "Exit code: that of the program."
    })
final class LabExecCommand extends RunningLabCommand {
  @Parameters(index = "0", paramLabel = "NODE", description = "Host, device or DEVICE/VRF.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String node;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CMD",
      description = "Program and its arguments, after --.")
  List<String> command = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    LabClient lab = lab();
    flush();
    return lab.exec(lab.space(node), command);
  }
}
