package io.towpath.cli.command;

import io.towpath.estate.starter.Amount;
import io.towpath.estate.starter.Amounts;
import io.towpath.estate.starter.Starter;
import io.towpath.estate.starter.StarterFolder;
import io.towpath.estate.starter.Starters;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code towpath new}: an estate to begin with. */
@Command(
    name = "new",
    footer = {
      "",
      "Examples: towpath new er-vpn my-network",
      "          towpath new csp provider --customers 20",
      "          towpath new nested workshop --hosts 2 --guests 3",
      "Then:     towpath test my-network",
      "          towpath trace my-network pc db-vm --explain"
    })
final class NewCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "KIND", description = "One of the kinds above.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String kind;

  @Parameters(
      index = "1",
      paramLabel = "DIRECTORY",
      description = "A folder that does not exist yet, or is empty.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  Path directory;

  @Option(names = "--customers", paramLabel = "N", description = "Number of customers.")
  @Nullable Integer customers;

  @Option(names = "--tenants", paramLabel = "N", description = "Number of tenants.")
  @Nullable Integer tenants;

  @Option(names = "--hosts", paramLabel = "N", description = "Number of Hyper-V hosts.")
  @Nullable Integer hosts;

  @Option(names = "--guests", paramLabel = "N", description = "Number of guests of each host.")
  @Nullable Integer guests;

  /** Takes the command's description, whose help lists the kinds that there are. */
  @Spec
  void describe(CommandSpec own) {
    spec = own;
    List<String> lines =
        new ArrayList<>(
            List.of(
                "Write an estate to begin with: small, commented, and working at once.",
                "It holds resources as Azure's tools print them, router configurations, and"
                    + " expectations. Turn it into your own piece by piece; `towpath test` says"
                    + " what broke.",
                "",
                "Kinds:"));
    for (Starter starter : Starters.ALL) {
      lines.add("  " + starter.kind());
      lines.add("      " + starter.summary());
      if (!starter.amounts().isEmpty()) {
        lines.add("      " + options(starter));
      }
    }
    lines.add("");
    own.usageMessage().description(lines.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException {
    Starter starter =
        Starters.named(kind)
            .orElseThrow(
                () ->
                    invalid(
                        "TP1231",
                        "There is no kind of estate \"" + kind + "\".",
                        Nearest.question(kind, kinds())));
    Amounts amounts = amounts(starter);
    StarterFolder folder = StarterFolder.at(directory);
    starter.write(folder, amounts);
    print(folder);
    return ExitCode.ANSWERED;
  }

  private static List<String> kinds() {
    return Starters.ALL.stream().map(Starter::kind).toList();
  }

  /** Its options, with what holds if they are not given. */
  private static String options(Starter starter) {
    return starter.amounts().stream()
        .map(amount -> "--" + amount.word() + " N (" + amount.usual() + ")")
        .collect(Collectors.joining(", "));
  }

  private Amounts amounts(Starter starter) {
    Map<Amount, Integer> asked = new EnumMap<>(Amount.class);
    for (Amount amount : Amount.values()) {
      Integer number = asked(amount);
      if (number != null) {
        mustFit(starter, amount, number);
        asked.put(amount, number);
      }
    }
    return Amounts.of(asked);
  }

  private @Nullable Integer asked(Amount amount) {
    return switch (amount) {
      case CUSTOMERS -> customers;
      case TENANTS -> tenants;
      case HOSTS -> hosts;
      case GUESTS -> guests;
    };
  }

  private void mustFit(Starter starter, Amount amount, int number) {
    String option = "--" + amount.word();
    if (!starter.amounts().contains(amount)) {
      throw invalid(
          "TP1232",
          "An estate of kind " + kind + " has no " + amount.word() + ".",
          "Leave out " + option + ".");
    }
    if (number < 1 || number > amount.most()) {
      throw invalid(
          "TP1232", option + " " + number + " is outside 1…" + amount.most() + ".", "Correct it.");
    }
  }

  private static InvalidInputException invalid(String code, String problem, String fix) {
    return new InvalidInputException(Finding.error(code, Origin.NONE, problem, fix));
  }

  private void print(StarterFolder folder) {
    PrintWriter out = spec.commandLine().getOut();
    folder.written().forEach(file -> out.println("written  " + file));
    out.println();
    out.println("Next: read " + directory.resolve("estate.yaml") + ", then");
    out.println("  towpath test " + directory);
  }
}
