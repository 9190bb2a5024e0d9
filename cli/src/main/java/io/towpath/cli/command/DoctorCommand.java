package io.towpath.cli.command;

import io.towpath.cli.output.FindingText;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Table;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code towpath doctor}: what this machine offers. */
@Command(
    name = "doctor",
    description = "Say what this machine offers to labs, found by trying, and what is missing.",
    footer = {"", "Example: towpath doctor --lab", "", "Predictions need none of it."})
final class DoctorCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  CommandSpec spec;

  @Option(names = "--lab", description = "What labs need (the only topic so far).")
  boolean lab;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default), json or tsv.")
  OutputFormat format = OutputFormat.table;

  @Override
  public Integer call() {
    Machine machine = Probe.probe();
    PrintWriter out = spec.commandLine().getOut();
    Table table = table(machine);
    switch (format) {
      case tsv -> out.print(TableText.tabSeparated(table));
      case json -> {
        Map<String, @Nullable Object> json = JsonText.object();
        json.put("mode", machine.mode().name().toLowerCase(Locale.ROOT));
        json.put("value", table.rows());
        json.put("limits", machine.limits());
        json.put("install", machine.install());
        json.put("findings", machine.findings().stream().map(FindingText::json).toList());
        out.print(JsonText.of(json));
      }
      case table -> {
        out.println(
            "Namespaces: "
                + switch (machine.mode()) {
                  case ROOT -> "as root";
                  case ROOTLESS -> "without root, in a user namespace";
                  case NONE -> "not possible here";
                }
                + "\n");
        out.print(TableText.aligned(table));
        machine.findings().forEach(finding -> out.println(FindingText.of(finding)));
        if (!machine.install().isEmpty()) {
          out.println("\nInstall what is missing with:\n  " + machine.install());
        }
      }
    }
    return ExitCode.ANSWERED;
  }

  private static Table table(Machine machine) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Machine.Feature feature : machine.features()) {
      rows.add(row(feature.name(), feature.present(), feature.variant(), feature.reason()));
    }
    for (Machine.Program program : machine.programs()) {
      String text = program.present() ? program.version() : "package " + program.debianPackage();
      rows.add(row(program.name(), program.present(), text, ""));
    }
    return new Table(List.of("what", "here", "use"), rows);
  }

  private static Map<String, @Nullable Object> row(
      String what, boolean here, String use, String reason) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("what", what);
    row.put("here", here ? "yes" : "no");
    row.put("use", use);
    row.put("reason", reason);
    return row;
  }
}
