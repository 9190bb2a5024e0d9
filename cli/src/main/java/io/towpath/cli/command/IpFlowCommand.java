package io.towpath.cli.command;

import io.towpath.azure.answers.NetworkWatcher;
import io.towpath.azure.compile.AzureNames;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath ip-flow}: Network Watcher's IP flow verify (R243). */
@Command(
    name = "ip-flow",
    description = "What the security groups of a virtual machine say to a packet (IP flow verify).",
    footer = {
      "",
      "Example: towpath ip-flow scenarios/interop hub-vm --direction in --protocol tcp \\",
      "           --local 10.10.30.4:443 --remote 10.2.30.10:50000"
    })
final class IpFlowCommand extends EstateCommand {
  /** Seen from the machine. */
  enum Direction {
    in,
    out,
    inbound,
    outbound
  }

  /** R243: there is no ICMP in IP flow verify. */
  enum Protocol {
    tcp,
    udp
  }

  private record Endpoint(IpAddress address, int port) {
    static Endpoint parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (colon > 0 && port >= 0 && port <= 65535) {
          return new Endpoint(IpAddress.parse(text.substring(0, colon)), port);
        }
      } catch (IllegalArgumentException e) {
        throw invalid(text, e);
      }
      throw invalid(text, null);
    }

    private static InvalidInputException invalid(String text, @Nullable Exception cause) {
      InvalidInputException invalid =
          new InvalidInputException(
              Finding.error(
                  "TP1223",
                  TYPED,
                  "\"" + text + "\" is no address with a port.",
                  "Write it like 10.0.0.4:443."));
      if (cause != null) {
        invalid.initCause(cause);
      }
      return invalid;
    }
  }

  @Parameters(index = "1", paramLabel = "VM", description = "Virtual machine or NIC.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String machine;

  @Option(names = "--direction", required = true, description = "in or out, seen from the machine.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  Direction direction;

  @Option(names = "--protocol", required = true, description = "tcp or udp.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  Protocol protocol;

  @Option(
      names = "--local",
      required = true,
      paramLabel = "ADDRESS:PORT",
      description = "The machine's end; chooses the NIC that has the address.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String local;

  @Option(
      names = "--remote",
      required = true,
      paramLabel = "ADDRESS:PORT",
      description = "The other end.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String remote;

  @Option(names = "--nic", paramLabel = "NIC", description = "Which of several NICs.")
  @Nullable String nic;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    Endpoint here = Endpoint.parse(local);
    Endpoint there = Endpoint.parse(remote);
    AzureNames.NicName meant = answers.interfaces().one(machine, nic, here.address, TYPED);
    boolean inbound = direction == Direction.in || direction == Direction.inbound;
    int number = protocol == Protocol.tcp ? PacketHeader.TCP : PacketHeader.UDP;
    PacketHeader packet =
        inbound
            ? new PacketHeader(there.address, here.address, number, there.port, here.port)
            : new PacketHeader(here.address, there.address, number, here.port, there.port);
    NetworkWatcher.IpFlowAnswer answer = answers.watcher().ipFlow(meant, inbound, packet);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("access", answer.access());
    json.put("ruleName", answer.ruleName());
    json.put("nic", meant.name());
    json.put("networkSecurityGroup", answer.filter());
    json.put("source", answer.origin().equals(Origin.NONE) ? null : answer.origin().toString());
    Table table =
        new Table(List.of("access", "ruleName", "networkSecurityGroup", "source"), List.of(json));
    return print(json, table, Remarks.aboutInterface(answers, meant));
  }
}
