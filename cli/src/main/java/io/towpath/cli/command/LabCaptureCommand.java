package io.towpath.cli.command;

import io.towpath.lab.run.LabClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath lab capture}: packets of a node. */
@Command(
    name = "capture",
    description = "Show the packets of a node or host, or write them to a file, until interrupted.",
    footer = {
      "",
      "Examples: towpath lab capture ce1-primary/30",
      "          towpath lab capture hub-vm eth0 -w hub-vm.pcap",
      "          towpath lab capture hub-vm -w - | wireshark -k -i -",
      "",
      "Linux names of interfaces: towpath lab status -o json."
    })
final class LabCaptureCommand extends RunningLabCommand {
  @Parameters(index = "0", paramLabel = "NODE", description = "Host, device or DEVICE/VRF.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String node;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "IFACE",
      description = "Linux name of an interface (default: any).")
  String iface = "any";

  @Option(
      names = "-w",
      paramLabel = "FILE",
      description = "Write packets in pcap format; - for standard output.")
  @Nullable String file;

  @Option(
      names = "--filter",
      paramLabel = "EXPRESSION",
      description = "What tcpdump should look at, such as 'tcp port 179'.")
  @Nullable String filter;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LabClient lab = lab();
    flush();
    return lab.capture(
        lab.space(node),
        iface,
        file == null ? "" : file,
        filter == null ? List.of() : List.of(filter));
  }
}
