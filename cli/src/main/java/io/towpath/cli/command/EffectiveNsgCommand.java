package io.towpath.cli.command;

import io.towpath.azure.answers.EffectiveSecurityGroup;
import io.towpath.azure.answers.EffectiveSecurityGroups;
import io.towpath.azure.compile.AzureNames;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.SecurityGroupForms;
import io.towpath.estate.answers.Answers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath effective-nsg}: effective security rules of a network interface (R244). */
@Command(
    name = "effective-nsg",
    description = "Security groups and rules at work at a network interface, as Azure lists them.",
    footer = {
      "",
      "Example: towpath effective-nsg scenarios/observed/nsg-network-watcher/3-deny-http vm2"
    })
final class EffectiveNsgCommand extends EstateCommand {
  @Parameters(index = "1", paramLabel = "VM", description = "Virtual machine or NIC.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String machine;

  @Option(names = "--nic", paramLabel = "NIC", description = "Which of several NICs.")
  @Nullable String nic;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    AzureNames.NicName meant = answers.interfaces().one(machine, nic, null, TYPED);
    List<EffectiveSecurityGroup> groups =
        new EffectiveSecurityGroups(answers.solution(), answers.azureNames(), estate().resources())
            .of(meant, TYPED);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("nic", meant.name());
    json.put("value", SecurityGroupForms.json(groups));
    Remarks remarks = Remarks.aboutInterface(answers, meant);
    if (groups.isEmpty() && format == OutputFormat.table) {
      console()
          .out()
          .println(meant.name() + " has no network security group, nor has its subnet one.");
      return finish(remarks);
    }
    return print(json, SecurityGroupForms.table(groups), remarks);
  }
}
