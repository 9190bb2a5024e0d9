package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.devices.frr.print.FrrConfiguration;
import io.towpath.devices.frr.print.FrrPrinter;
import io.towpath.devices.ios.print.IosXeConfiguration;
import io.towpath.devices.ios.print.IosXePrinter;
import io.towpath.devices.print.NotExpressible;
import io.towpath.devices.windows.print.Machine;
import io.towpath.devices.windows.print.WindowsPrinter;
import io.towpath.devices.windows.print.WindowsScript;
import io.towpath.estate.file.EstateFile.DeviceSource;
import io.towpath.estate.names.EstateNames;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath render}: the configuration of a device, printed from the network. */
@Command(
    name = "render",
    description = {
      "Print the configuration of a router or server, in its own dialect or another.",
      "What the dialect has no words for is listed on the error stream."
    },
    footer = {
      "",
      "Examples: towpath render scenarios/interop ce1-primary",
      "          towpath render scenarios/interop ce1-primary --dialect frr > frr.conf",
      "          towpath render scenarios/nested hyperv1 > hyperv1.ps1"
    })
final class RenderCommand extends EstateCommand {
  /** Languages that can be printed. */
  enum Dialect {
    IOS_XE("ios-xe"),
    FRR("frr"),
    WINDOWS("windows");

    private final String word;

    Dialect(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Parameters(index = "1", paramLabel = "NODE", description = "Device, or machine with one.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String name;

  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description = "ios-xe, frr or windows; the device's own if left out.")
  @Nullable String wanted;

  /** A configuration and what is not in it. */
  private record Rendered(String text, List<NotExpressible> missing) {}

  @Override
  public Integer call() {
    Network network = estate().base().network();
    Node node = network.nodes().get(new EstateNames(estate().base()).nodeOf(name, TYPED));
    boolean isServer = node != null && node.kind() == NodeKind.SERVER && node.windows();
    if (node == null || node.kind() != NodeKind.ROUTER && !isServer) {
      throw new InvalidInputException(
          Finding.error(
              "TP1250",
              TYPED,
              "\"" + name + "\" is no device: it has no configuration of its own.",
              "Name a router or Windows server, or a virtual machine whose guest is one."));
    }
    Dialect dialect = wanted == null ? dialectOf(node) : dialect(wanted);
    Rendered rendered = render(node, network, dialect);
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.put("node", node.name());
      json.put("dialect", dialect.word);
      json.put("text", rendered.text());
      json.put("notExpressible", rendered.missing().stream().map(RenderCommand::json).toList());
      console().out().print(JsonText.of(json));
    } else {
      console().out().print(rendered.text());
      rendered.missing().forEach(note -> console().err().println(text(note)));
    }
    return strict && !rendered.missing().isEmpty() ? ExitCode.UNSUPPORTED : ExitCode.ANSWERED;
  }

  private static Rendered render(Node node, Network network, Dialect dialect) {
    return switch (dialect) {
      case IOS_XE -> {
        IosXeConfiguration printed =
            IosXePrinter.print(node, network.filters().values(), network.groups().values());
        yield new Rendered(printed.text(), printed.notExpressible());
      }
      case FRR -> {
        FrrConfiguration printed = FrrPrinter.print(node, FrrPrinter.Options.ROUTER);
        yield new Rendered(printed.text(), printed.notExpressible());
      }
      case WINDOWS -> {
        WindowsScript printed =
            WindowsPrinter.print(node, network.filters().values(), Machine.of(node, network));
        yield new Rendered(printed.text(), printed.notExpressible());
      }
    };
  }

  private static Dialect dialect(String word) {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.word.equals(word)) {
        return dialect;
      }
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1251",
            TYPED,
            "\"" + word + "\" is no dialect that can be printed.",
            "Use --dialect ios-xe, frr or windows."));
  }

  /** The dialect in which the device is written; by its kind for one that is not written at all. */
  private Dialect dialectOf(Node node) {
    Origin origin = node.origin();
    for (DeviceSource source : estate().file().devices()) {
      boolean named = node.name().equals(source.name()) || node.name().equals(source.vm());
      boolean inFolder =
          source.folder() != null
              && origin.file() != null
              && origin.file().contains(source.folder());
      if (named || inFolder) {
        return dialect(source.dialect());
      }
    }
    return node.windows() ? Dialect.WINDOWS : Dialect.IOS_XE;
  }

  private static String text(NotExpressible note) {
    String place = note.origin().equals(Origin.NONE) ? "" : " (" + note.origin() + ")";
    return degree(note) + ": " + note.what() + ". " + note.reason() + place;
  }

  private static String degree(NotExpressible note) {
    return switch (note.degree()) {
      case ABSENT -> "not printed";
      case APPROXIMATED -> "printed otherwise";
    };
  }

  private static Map<String, @Nullable Object> json(NotExpressible note) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("degree", degree(note));
    json.put("what", note.what());
    json.put("reason", note.reason());
    json.put("file", note.origin().file());
    json.put("line", note.origin().line() > 0 ? note.origin().line() : null);
    return json;
  }
}
