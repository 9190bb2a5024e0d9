package io.towpath.cli.command;

import io.towpath.azure.Profile;
import io.towpath.cli.output.FindingText;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands about one estate have in common. */
abstract class EstateCommand implements Callable<Integer> {
  /** What was typed has no file. */
  static final Origin TYPED = Origin.NONE;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ESTATE", description = "Folder with an estate.yaml.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  Path path;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default), json or tsv.")
  OutputFormat format = OutputFormat.table;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "current or seed-era; overrides the estate.")
  @Nullable String profile;

  @Option(names = "--strict", description = "What is not modelled is an error: exit code 3.")
  boolean strict;

  private @Nullable Estate loaded;

  Estate estate() {
    Estate known = loaded;
    if (known == null) {
      known = EstateLoader.load(path, profile(profile));
      loaded = known;
    }
    return known;
  }

  static @Nullable Profile profile(@Nullable String word) {
    return switch (word) {
      case null -> null;
      case "current" -> Profile.CURRENT;
      case "seed-era" -> Profile.SEED_ERA;
      default ->
          throw new io.towpath.net.InvalidInputException(
              Finding.error(
                  "TP1220",
                  TYPED,
                  "\"" + word + "\" is no profile.",
                  "Use --profile current or --profile seed-era."));
    };
  }

  /** Answers under failures as they were typed. */
  Answers answers(List<String> failures) {
    FailureNames names = new FailureNames(estate());
    List<FailureSpec> specs = new ArrayList<>();
    failures.forEach(text -> specs.add(names.parse(text)));
    return new Answers(estate(), names.solve(specs));
  }

  Console console() {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
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
