package io.towpath.cli.command;

import io.towpath.cli.output.OutputFormat;
import io.towpath.lab.LabException;
import io.towpath.lab.run.LabClient;
import io.towpath.lab.run.Labs;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about a lab that runs have in common. */
abstract class RunningLabCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "LAB",
      description = "Which lab; not needed if only one runs.")
  @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default), json or tsv.")
  OutputFormat format = OutputFormat.table;

  /** The lab that is meant. */
  LabClient lab() {
    String wanted = name;
    if (wanted != null) {
      return Labs.of(wanted);
    }
    List<LabClient> running = Labs.running();
    if (running.size() == 1) {
      return running.getFirst();
    }
    throw running.isEmpty()
        ? new LabException("TP7030", "No lab runs.", "Start one with: towpath lab up ESTATE")
        : new LabException(
            "TP7031",
            "Several labs run: "
                + String.join(", ", running.stream().map(LabClient::name).toList())
                + ".",
            "Say which with --name.");
  }

  Console console() {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** Writes out what was printed, before another program writes to the same terminal. */
  void flush() {
    console().out().flush();
    console().err().flush();
  }
}
