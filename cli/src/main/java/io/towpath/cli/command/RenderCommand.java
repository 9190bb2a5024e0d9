package io.towpath.cli.command;

import io.towpath.azure.Cloud;
import io.towpath.azure.access.RoleAssignment;
import io.towpath.azure.print.ArmTemplate;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.script.AzScript;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code towpath render}: the configuration of a device, printed from the network, or the Azure
 * side of an estate, printed from its resources.
 */
@Command(
    name = "render",
    description = {
      "Print the configuration of a router or server of the estate, or its Azure resources.",
      "A device is printed in its own dialect or another, resources as a deployment template or as",
      "az commands. What the form has no words for is listed on the error stream."
    },
    footer = {
      "",
      "Examples: towpath render scenarios/interop ce1-primary",
      "          towpath render scenarios/interop ce1-primary --dialect frr > frr.conf",
      "          towpath render scenarios/nested hyperv1 > hyperv1.ps1",
      "          towpath render scenarios/interop --azure arm > main.json",
      "          towpath render scenarios/interop --azure az > build.sh"
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

  /** Forms in which resources can be printed. */
  enum AzureForm {
    ARM("arm"),
    AZ("az");

    private final String word;

    AzureForm(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NODE",
      description = "Device, or machine with one; none with --azure.")
  @Nullable String name;

  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description = "ios-xe, frr or windows; the device's own if left out.")
  @Nullable String wanted;

  @Option(
      names = "--azure",
      paramLabel = "FORM",
      description = "Print the resources: arm (deployment template) or az (shell script).")
  @Nullable String azure;

  @Option(
      names = "--stamp",
      paramLabel = "NAME",
      description = "With --azure: the resources of that Azure Stack.")
  @Nullable String stamp;

  /** What is not in the text, or is there otherwise. */
  private record Note(String degree, String what, String reason, Origin origin) {}

  /** A text and what is not in it. */
  private record Rendered(String text, List<Note> missing) {}

  @Override
  public Integer call() {
    if (azure != null) {
      return azureSide(azure);
    }
    if (name == null || stamp != null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1252",
              TYPED,
              name == null ? "No device is named." : "--stamp is for --azure only.",
              "Name a device, or write --azure arm or --azure az."));
    }
    return device(name);
  }

  private int device(String name) {
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
    Map<String, @Nullable Object> json = JsonText.object();
    json.put("node", node.name());
    json.put("dialect", dialect.word);
    return print(json, render(node, network, dialect));
  }

  /** The resources of one cloud: Azure's, or those of a stamp. */
  private int azureSide(String word) {
    if (name != null || wanted != null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1252",
              TYPED,
              "--azure prints all resources, so it goes with no device and no dialect.",
              "Leave out " + (name != null ? "\"" + name + "\"" : "--dialect") + " or --azure."));
    }
    AzureForm form = azureForm(word);
    AzureResources resources = cloud().resources();
    Rendered rendered =
        switch (form) {
          case ARM -> {
            ArmTemplate template = ArmTemplate.print(resources);
            yield new Rendered(
                template.text(),
                template.notExpressible().stream().map(RenderCommand::note).toList());
          }
          case AZ -> {
            AzScript script = AzScript.print(resources);
            yield new Rendered(
                script.text(), script.notExpressible().stream().map(RenderCommand::note).toList());
          }
        };
    List<Note> notes = new ArrayList<>(rendered.missing());
    notes.addAll(besides());
    Map<String, @Nullable Object> json = JsonText.object();
    json.put("azure", form.word);
    return print(json, new Rendered(rendered.text(), notes));
  }

  private CloudResources cloud() {
    for (CloudResources one : estate().clouds()) {
      boolean meant =
          switch (one.cloud()) {
            case Cloud.Azure _ -> stamp == null;
            case Cloud.Stamp(String called) -> called.equals(stamp);
          };
      if (meant) {
        return one;
      }
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1253",
            TYPED,
            "There is no stamp \"" + stamp + "\" in the estate.",
            stamps().isEmpty()
                ? "Leave out --stamp."
                : "Its stamps are: " + String.join(", ", stamps()) + "."));
  }

  private List<String> stamps() {
    return estate().clouds().stream()
        .flatMap(
            one ->
                one.cloud() instanceof Cloud.Stamp(String called)
                    ? Stream.of(called)
                    : Stream.empty())
        .toList();
  }

  /** What else stands among the resources of the estate, and is not part of a network. */
  private List<Note> besides() {
    List<Note> notes = new ArrayList<>();
    if (stamp == null) {
      for (String called : stamps()) {
        notes.add(
            new Note(
                degree(false),
                "the stamp \"" + called + "\"",
                "It is another cloud; print it with --stamp " + called,
                Origin.NONE));
      }
    }
    List<RoleAssignment> roles = estate().access().assignments();
    if (!roles.isEmpty() && stamp == null) {
      notes.add(
          new Note(
              degree(false),
              roles.size() + " role assignments",
              "They say who may do what, not where packets go",
              roles.getFirst().origin()));
    }
    return notes;
  }

  private static AzureForm azureForm(String word) {
    for (AzureForm form : AzureForm.values()) {
      if (form.word.equals(word)) {
        return form;
      }
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1254",
            TYPED,
            "\"" + word + "\" is no form of resources that can be printed.",
            "Use --azure arm or --azure az."));
  }

  private int print(Map<String, @Nullable Object> json, Rendered rendered) {
    if (format == OutputFormat.json) {
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
        yield new Rendered(printed.text(), notes(printed.notExpressible()));
      }
      case FRR -> {
        FrrConfiguration printed = FrrPrinter.print(node, network.groups().values());
        yield new Rendered(printed.text(), notes(printed.notExpressible()));
      }
      case WINDOWS -> {
        WindowsScript printed =
            WindowsPrinter.print(node, network.filters().values(), Machine.of(node, network));
        yield new Rendered(printed.text(), notes(printed.notExpressible()));
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

  private static List<Note> notes(List<NotExpressible> missing) {
    return missing.stream()
        .map(
            one ->
                new Note(
                    degree(one.degree() == NotExpressible.Degree.APPROXIMATED),
                    one.what(),
                    one.reason(),
                    one.origin()))
        .toList();
  }

  private static Note note(io.towpath.azure.print.NotExpressible one) {
    boolean printed =
        switch (one.degree()) {
          case ABSENT -> false;
          case APPROXIMATED -> true;
        };
    return new Note(degree(printed), one.what(), one.reason(), one.origin());
  }

  private static String degree(boolean printed) {
    return printed ? "printed otherwise" : "not printed";
  }

  private static String text(Note note) {
    String place = note.origin().equals(Origin.NONE) ? "" : " (" + note.origin() + ")";
    return note.degree() + ": " + note.what() + ". " + note.reason() + place;
  }

  private static Map<String, @Nullable Object> json(Note note) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("degree", note.degree());
    json.put("what", note.what());
    json.put("reason", note.reason());
    json.put("file", note.origin().file());
    json.put("line", note.origin().line() > 0 ? note.origin().line() : null);
    return json;
  }
}
