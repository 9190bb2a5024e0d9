package io.towpath.cli.command;

import io.towpath.cli.output.Explanations;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Table;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code towpath explain}: what the code of a finding means, and how to mend it. */
@Command(
    name = "explain",
    description = "Say what a finding of check means and how to mend it; without CODE list all.",
    footer = {"", "Example: towpath explain TP2962"})
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern CODE = Pattern.compile("TP\\d{4}");
  private static final int WIDTH = 90;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      description = "Code of a warning or remark.")
  @Nullable String code;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default), json or tsv.")
  OutputFormat format = OutputFormat.table;

  @Override
  public Integer call() {
    List<FindingKind> kinds =
        code == null ? List.copyOf(Explanations.kinds()) : List.of(find(code));
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case json -> {
        Map<String, @Nullable Object> json = JsonText.object();
        json.put("value", kinds.stream().map(ExplainCommand::row).toList());
        out.print(JsonText.of(json));
      }
      case tsv -> out.print(TableText.tabSeparated(table(kinds)));
      case table -> {
        if (code == null) {
          out.print(TableText.aligned(table(kinds)));
        } else {
          print(out, kinds.getFirst());
        }
      }
    }
    return ExitCode.ANSWERED;
  }

  private static FindingKind find(String typed) {
    String wanted = typed.toUpperCase(Locale.ROOT);
    return Explanations.of(wanted)
        .orElseThrow(() -> new InvalidInputException(unexplained(typed, wanted)));
  }

  /** Every warning and remark has a kind, so what was printed with another code is an error. */
  private static Finding unexplained(String typed, String wanted) {
    return CODE.matcher(wanted).matches()
        ? Finding.error(
            "TP1240",
            Origin.NONE,
            wanted
                + " is no code of a warning or remark. What a command prints with it is an error,"
                + " which says in its own words what was found and how to mend it.",
            "Run towpath explain without a code for those that have more to say.")
        : Finding.error(
            "TP1240",
            Origin.NONE,
            "There is nothing to explain about \"" + typed + "\": it is no code of a finding.",
            Nearest.question(wanted, Explanations.codes()));
  }

  private static Table table(List<FindingKind> kinds) {
    return new Table(
        List.of("code", "severity", "rule", "title"),
        kinds.stream().map(ExplainCommand::row).toList());
  }

  private static Map<String, @Nullable Object> row(FindingKind kind) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("code", kind.code());
    row.put("severity", kind.severity().word());
    row.put("rule", kind.rule());
    row.put("title", kind.title());
    row.put("explanation", kind.explanation());
    row.put("fix", kind.fix());
    return row;
  }

  private static void print(PrintWriter out, FindingKind kind) {
    out.println(kind.code() + " " + kind.severity().word() + ": " + kind.title());
    out.println();
    wrap(out, kind.explanation());
    out.println();
    wrap(out, "To mend it: " + kind.fix());
    if (kind.rule() != null) {
      out.println();
      out.println("Rule " + kind.rule() + " in docs/rules.md.");
    }
  }

  private static void wrap(PrintWriter out, String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH) {
        out.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(line);
  }
}
