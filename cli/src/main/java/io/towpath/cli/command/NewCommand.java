package io.towpath.cli.command;

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
import java.util.List;
import java.util.concurrent.Callable;
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
      "Then:     towpath test my-network",
      "          towpath trace my-network pc db-vm --explain"
    })
final class NewCommand implements Callable<Integer> {
  private static final int DEFAULT_CUSTOMERS = 3;
  private static final int MOST_CUSTOMERS = 100_000;

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

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "csp only: number of customers; 3 if not given.")
  @Nullable Integer customers;

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
    int number = customers(starter);
    StarterFolder folder = StarterFolder.at(directory);
    starter.write(folder, number);
    print(folder);
    return ExitCode.ANSWERED;
  }

  private static List<String> kinds() {
    return Starters.ALL.stream().map(Starter::kind).toList();
  }

  private int customers(Starter starter) {
    Integer asked = customers;
    if (asked == null) {
      return DEFAULT_CUSTOMERS;
    }
    if (!starter.hasCustomers()) {
      throw invalid(
          "TP1232", "An estate of kind " + kind + " has no customers.", "Leave out --customers.");
    }
    if (asked < 1 || asked > MOST_CUSTOMERS) {
      throw invalid(
          "TP1232",
          "--customers " + asked + " is outside 1…" + MOST_CUSTOMERS + ".",
          "Correct it.");
    }
    return asked;
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
