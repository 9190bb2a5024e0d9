package io.towpath.cli.command;

import io.towpath.cli.output.FindingText;
import io.towpath.lab.LabException;
import io.towpath.net.InvalidInputException;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root command. */
@Command(
    name = "towpath",
    mixinStandardHelpOptions = true,
    description = {
      "Predicts an Azure hybrid network on a laptop: which way it goes and what if it breaks.",
      "An ESTATE is a folder with an estate.yaml."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin with:  towpath list scenarios/interop hosts",
      "             towpath trace scenarios/interop hub-vm loc1-vm",
      "             towpath test scenarios",
      "",
      "Exit codes: 0 answered, 1 an expectation failed, 2 usage or invalid input,",
      "            3 not modelled (--strict), 4 internal fault."
    },
    subcommands = {
      ListCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      TestCommand.class,
      TraceCommand.class,
      PingCommand.class,
      RoutesCommand.class,
      BgpCommand.class,
      CircuitCommand.class,
      NextHopCommand.class,
      IpFlowCommand.class,
      EffectiveNsgCommand.class,
      ConnectivityCommand.class,
      TopologyCommand.class,
      CountersCommand.class,
      WhatIfCommand.class,
      RenderCommand.class,
      LabCommand.class,
      NewCommand.class,
      DoctorCommand.class,
      HelpCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Towpath {
  private static final String DEBUG = "TOWPATH_DEBUG";
  private static final int HELP_WIDTH = 100;

  private Towpath() {}

  /**
   * A command line that is ready to run.
   *
   * @param version the line that {@code --version} prints
   */
  public static CommandLine commandLine(String version, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Towpath());
    line.getCommandSpec().version(version);
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(HELP_WIDTH);
    helpAndVersion(line, version);
    line.setParameterExceptionHandler(
        (e, arguments) -> {
          PrintWriter target = e.getCommandLine().getErr();
          target.println(e.getMessage());
          if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, target)) {
            target.println(
                "Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
          }
          return ExitCode.INVALID;
        });
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          PrintWriter target = command.getErr();
          if (e instanceof InvalidInputException invalid) {
            invalid.findings().forEach(finding -> target.println(FindingText.of(finding)));
            return ExitCode.INVALID;
          }
          if (e instanceof LabException lab) {
            target.println(FindingText.of(lab.finding()));
            return ExitCode.INVALID;
          }
          target.println("towpath: internal fault: " + e);
          target.println("Set " + DEBUG + "=1 for details, and please report it.");
          if (System.getenv(DEBUG) != null) {
            e.printStackTrace(target);
          }
          return ExitCode.INTERNAL;
        });
    return line;
  }

  private static void helpAndVersion(CommandLine line, String version) {
    for (CommandLine sub : line.getSubcommands().values()) {
      sub.getCommandSpec().mixinStandardHelpOptions(true);
      sub.getCommandSpec().version(version);
      helpAndVersion(sub, version);
    }
  }
}
