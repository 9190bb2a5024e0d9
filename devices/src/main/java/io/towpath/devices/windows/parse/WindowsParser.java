package io.towpath.devices.windows.parse;

import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.devices.ios.parse.ConfigurationBytes;
import io.towpath.devices.windows.WindowsConfig;
import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PowerShell script that sets up a Windows Server. A script that PowerShell cannot read,
 * and a command whose values Windows would refuse, is an error: what the script then leaves behind
 * is not what its author had in mind. A cmdlet or parameter that is not known is unsupported.
 */
public final class WindowsParser {

  /** Verbs of cmdlets that only look, print, wait or load. */
  private static final List<String> HARMLESS_VERBS =
      List.of(
          "get-",
          "write-",
          "test-",
          "import-module",
          "import-csv",
          "convertto-",
          "convertfrom-",
          "new-object",
          "start-sleep",
          "wait-",
          "show-",
          "measure-",
          "resolve-",
          "out-",
          "format-",
          "select-",
          "where-",
          "sort-",
          "clear-host");

  private static final Set<String> HARMLESS =
      Set.of(
          "cd",
          "set-location",
          "restart-computer",
          "restart-service",
          "start-service",
          "set-executionpolicy",
          "ipconfig",
          "ping",
          "tracert",
          "hostname",
          "set-strictmode",
          "update-help",
          "add-type");

  /** Names by which every computer calls itself. */
  private static final Set<String> LOCAL = Set.of(".", "localhost", "127.0.0.1");

  private static final Map<String, Cmdlet> CMDLETS = cmdlets();

  private final List<WindowsStatement> statements = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<UnsupportedLine> unsupported = new ArrayList<>();
  private final List<Finding> errors = new ArrayList<>();
  private final String file;
  private @Nullable String computer;

  private WindowsParser(String file) {
    this.file = file;
  }

  private static Map<String, Cmdlet> cmdlets() {
    Map<String, Cmdlet> table = new LinkedHashMap<>();
    for (List<Cmdlet> module :
        List.of(
            AddressCmdlets.all(),
            HyperVCmdlets.all(),
            DhcpServerCmdlets.all(),
            NatCmdlets.all(),
            FirewallCmdlets.all(),
            RoleCmdlets.all())) {
      module.forEach(cmdlet -> table.put(cmdlet.name().toLowerCase(Locale.ROOT), cmdlet));
    }
    return table;
  }

  /**
   * Reads the bytes of a script: UTF-8, or Latin-1 where they are not UTF-8.
   *
   * @param file path as it is to be shown
   * @throws InvalidInputException with TP3001 if they are no text, with TP3002 if they are more
   *     than 64 MiB, with TP3209 if PowerShell could not read them to their end, with TP3201 for
   *     each command that Windows would refuse
   */
  public static WindowsConfig parse(String file, byte[] bytes) {
    ConfigurationBytes source = ConfigurationBytes.decode(file, bytes);
    PowerShellReader.Script script = read(file, source.text());
    WindowsParser parser = new WindowsParser(file);
    parser.remarks.addAll(source.remarks());
    parser.unsupported.addAll(script.unsupported());
    script.commands().forEach(parser::command);
    if (!parser.errors.isEmpty()) {
      throw new InvalidInputException(parser.errors);
    }
    parser.unsupported.sort(Comparator.comparingInt(UnsupportedLine::line));
    return new WindowsConfig(file, parser.statements, parser.remarks, parser.unsupported);
  }

  private static PowerShellReader.Script read(String file, String text) {
    try {
      return PowerShellReader.read(text);
    } catch (ScriptSyntaxException e) {
      throw new InvalidInputException(
          Finding.error(
              "TP3209",
              Origin.line(file, e.line()),
              "PowerShell cannot read the script, and runs none of it. " + e.getMessage(),
              e.fix()));
    }
  }

  /** Reads a text. */
  public static WindowsConfig parse(String file, String text) {
    return parse(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private void command(PowerShellCommand command) {
    String name = command.name().toLowerCase(Locale.ROOT);
    Cmdlet cmdlet = CMDLETS.get(name);
    try {
      if (name.equals("invoke-command")) {
        invoke(command);
      } else if (cmdlet != null) {
        Arguments arguments = Arguments.bind(command, cmdlet.signature());
        run(command, cmdlet, arguments);
      } else if (HARMLESS.contains(name) || HARMLESS_VERBS.stream().anyMatch(name::startsWith)) {
        // nothing that moves packets
      } else {
        List<WindowsStatement> said = NativeCommands.read(command);
        if (said == null) {
          unsupported(command, command.text());
        } else {
          statements.addAll(said);
        }
      }
    } catch (NotModelledException e) {
      unsupported(command, command.text());
    } catch (IllegalArgumentException e) {
      refuse(command, e);
    }
  }

  private void run(PowerShellCommand command, Cmdlet cmdlet, Arguments arguments) {
    // One that is not known may say which object is meant, or on which computer it is.
    if (!arguments.unknown().isEmpty()) {
      unsupported(
          command,
          command.text() + ": " + String.join(", ", arguments.unknown()) + " is not modelled");
      return;
    }
    if (isElsewhere(arguments)) {
      throw new NotModelledException("another computer");
    }
    if (arguments.oneOf("addressfamily", "ipv4", "ipv6").equals("ipv6")) {
      throw new NotModelledException("IPv6");
    }
    List<WindowsStatement> said = cmdlet.reading().read(arguments);
    if (!arguments.isOn("whatif")) {
      for (WindowsStatement statement : said) {
        if (statement instanceof WindowsStatement.ComputerName(_, String name)) {
          computer = name;
        }
        statements.add(statement);
      }
    }
  }

  private boolean isElsewhere(Arguments arguments) {
    return Stream.of("computername", "cimsession")
        .filter(arguments::has)
        .map(arguments::text)
        .anyMatch(target -> !LOCAL.contains(target.toLowerCase(Locale.ROOT)) && !isHere(target));
  }

  private boolean isHere(String target) {
    return target.equalsIgnoreCase(computer);
  }

  private void refuse(PowerShellCommand command, IllegalArgumentException why) {
    errors.add(
        Finding.error(
            "TP3201",
            Origin.line(file, command.line()),
            "Windows refuses \"" + command.text() + "\": " + why.getMessage() + ".",
            "Correct the command."));
  }

  /** Commands that are run on one other computer are those of this device. */
  private void invoke(PowerShellCommand command) {
    Arguments arguments =
        Arguments.bind(
            command,
            Signature.of("scriptblock")
                .values("computername", "credential", "session", "vmname")
                .alias("cn", "computername"));
    List<PowerShellCommand> block = arguments.block("scriptblock");
    String target = arguments.optionalText("computername");
    boolean another = computer != null && target != null && !computer.equalsIgnoreCase(target);
    if (block == null || target == null || another || !arguments.unknown().isEmpty()) {
      unsupported(command, command.text());
      return;
    }
    if (computer == null) {
      computer = target;
      statements.add(new WindowsStatement.ComputerName(command.line(), target));
    }
    block.forEach(this::command);
  }

  private void unsupported(PowerShellCommand command, String text) {
    unsupported.add(new UnsupportedLine(command.line(), text, new Scope.Router()));
  }
}
