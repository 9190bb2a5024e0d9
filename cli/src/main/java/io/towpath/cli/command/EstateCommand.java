package io.towpath.cli.command;

import io.towpath.cli.output.FindingText;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.names.FailureNames;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that answer questions about one estate have in common. */
abstract class EstateCommand extends EstateInput {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default), json or tsv.")
  OutputFormat format = OutputFormat.table;

  /** Answers under failures as they were typed. */
  Answers answers(List<String> failures) {
    FailureNames names = new FailureNames(estate());
    List<FailureSpec> specs = new ArrayList<>();
    failures.forEach(text -> specs.add(names.parse(text)));
    return new Answers(estate(), names.solve(specs));
  }

  /** Prints a table with its remarks; JSON has its rows under {@code value}. */
  int print(Table table, Remarks remarks) {
    return print(table, remarks, Map.of());
  }

  /**
   * Prints a table with its remarks.
   *
   * @param more members of the JSON form beside its rows
   */
  int print(Table table, Remarks remarks, Map<String, @Nullable Object> more) {
    switch (format) {
      case table -> console().out().print(TableText.aligned(table));
      case tsv -> console().out().print(TableText.tabSeparated(table));
      case json -> {
        Map<String, @Nullable Object> json = JsonText.object();
        json.put("value", table.rows());
        json.putAll(more);
        addRemarks(json, remarks);
        console().out().print(JsonText.of(json));
      }
    }
    return finish(remarks);
  }

  /**
   * Prints an answer that is one object of Azure's: its members in JSON, a table otherwise.
   *
   * @param members of the JSON form
   */
  int print(Map<String, @Nullable Object> members, Table table, Remarks remarks) {
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.putAll(members);
      addRemarks(json, remarks);
      console().out().print(JsonText.of(json));
      return finish(remarks);
    }
    return print(table, remarks);
  }

  /** Reads an address as it was typed. */
  static IpAddress address(String text) {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new io.towpath.net.InvalidInputException(
          Finding.error(
              "TP1222", TYPED, "\"" + text + "\" is no address.", "Write it like 10.0.0.4."));
    }
  }

  static void addRemarks(Map<String, @Nullable Object> json, Remarks remarks) {
    json.put("findings", remarks.findings().stream().map(FindingText::json).toList());
    json.put("unsupported", remarks.unsupported().stream().map(FindingText::json).toList());
  }

  /** Prints remarks for people and says how the process ends. */
  int finish(Remarks remarks) {
    if (format != OutputFormat.json) {
      remarks.findings().forEach(f -> console().err().println(FindingText.of(f)));
      remarks.unsupported().forEach(u -> console().err().println(FindingText.of(u)));
    }
    boolean error =
        remarks.findings().stream().anyMatch(f -> f.severity() == io.towpath.net.Severity.ERROR);
    if (error) {
      return ExitCode.INVALID;
    }
    return strict && !remarks.unsupported().isEmpty() ? ExitCode.UNSUPPORTED : ExitCode.ANSWERED;
  }
}
