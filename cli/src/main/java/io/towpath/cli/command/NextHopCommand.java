package io.towpath.cli.command;

import io.towpath.azure.answers.EffectiveRoute;
import io.towpath.azure.answers.NetworkWatcher;
import io.towpath.azure.compile.AzureNames;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath next-hop}: Network Watcher's next hop (R242). */
@Command(
    name = "next-hop",
    description = "Next hop of a virtual machine's packets, as Network Watcher prints it.",
    footer = {"", "Example: towpath next-hop scenarios/interop hub-vm 10.2.30.10"})
final class NextHopCommand extends EstateCommand {
  @Parameters(index = "1", paramLabel = "VM", description = "Virtual machine or NIC.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String machine;

  @Parameters(index = "2", paramLabel = "DESTINATION", description = "Address.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String destination;

  @Option(names = "--nic", paramLabel = "NIC", description = "Which of several NICs.")
  @Nullable String nic;

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description = "Source address: chooses the NIC that has it.")
  @Nullable String source;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    AzureNames.NicName meant =
        answers.interfaces().one(machine, nic, source == null ? null : address(source), TYPED);
    NetworkWatcher.NextHopAnswer answer = answers.watcher().nextHop(meant, destination(), TYPED);
    EffectiveRoute route = answer.route();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("nextHopType", answer.nextHopType());
    json.put(
        "nextHopIpAddress",
        answer.nextHopIpAddresses().isEmpty() ? null : answer.nextHopIpAddresses().getFirst());
    json.put("routeTableId", answer.routeTableId());
    json.put("nic", meant.name());
    json.put("nextHopIpAddresses", answer.nextHopIpAddresses());
    json.put("addressPrefix", route == null ? null : route.addressPrefix().getFirst());
    json.put("via", route == null ? List.of() : route.via());
    json.put("why", route == null ? "no route" : route.why());
    Map<String, @Nullable Object> row = new LinkedHashMap<>(json);
    row.put("nextHopIpAddress", answer.nextHopIpAddresses());
    Table table =
        new Table(
            List.of("nextHopType", "nextHopIpAddress", "routeTableId", "addressPrefix", "why"),
            List.of(row));
    return print(json, table, Remarks.aboutTable(answers, List.of(meant.vrf())));
  }

  /** Refuses IPv6, which is not modelled: an answer "None" would be a wrong one. */
  private IpAddress destination() {
    IpAddress asked = address(destination);
    if (asked instanceof Ipv4Address) {
      return asked;
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1237",
            TYPED,
            "IPv6 is not modelled yet: nothing is said about packets to " + asked + ".",
            "Ask about an IPv4 address."));
  }
}
