package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.lab.export.BashExport;
import io.towpath.lab.export.ContainerlabExport;
import io.towpath.lab.export.ExportedFiles;
import io.towpath.lab.export.ExportedLab;
import io.towpath.lab.plan.Remark;
import io.towpath.lab.run.LabDirectory;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath lab export}: write. */
@Command(
    name = "export",
    description = {
      "Write a lab that runs without Towpath: as shell scripts, or for containerlab.",
      "Writing it needs neither root nor Linux; running it does."
    },
    footer = {
      "",
      "Examples: towpath lab export scenarios/interop --bash /tmp/interop",
      "          sudo /tmp/interop/up.sh; sudo /tmp/interop/ping-all.sh; sudo /tmp/interop/down.sh",
      "          towpath lab export scenarios/interop --containerlab /tmp/clab",
      "",
      "Tables of the cloud's fabric are written as predicted: no failure changes them. This, and",
      "all else that differs from the network, is printed and is in the export's README.md."
    })
final class LabExportCommand extends EstateCommand {
  @Option(names = "--bash", paramLabel = "DIR", description = "Write shell scripts into DIR.")
  @Nullable Path bash;

  @Option(
      names = "--containerlab",
      paramLabel = "DIR",
      description = "Write a topology for containerlab into DIR.")
  @Nullable Path containerlab;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      defaultValue = ContainerlabExport.IMAGE,
      description = "Container image of every node (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // has a default, so set by picocli
  String image;

  @Option(
      names = "--name",
      paramLabel = "LAB",
      description = "Name of the lab (default: that of the estate's folder).")
  @Nullable String name;

  @Option(names = "--force", description = "Write into a directory that is not empty.")
  boolean force;

  @Override
  public Integer call() {
    if (bash == null && containerlab == null) {
      throw new InvalidInputException(
          Finding.error(
              "TP7053",
              TYPED,
              "Nothing says what to write.",
              "Add --bash DIR, --containerlab DIR, or both."));
    }
    String chosen = name == null ? LabDirectory.suggest(path) : name;
    ExportedLab lab = ExportedLab.of(chosen, estate().base().solve(List.of()));
    List<Map<String, @Nullable Object>> written = new ArrayList<>();
    if (bash != null) {
      written.add(write("bash", BashExport.of(lab), bash, "up.sh"));
    }
    if (containerlab != null) {
      ExportedFiles files = ContainerlabExport.of(lab, image);
      written.add(write("containerlab", files, containerlab, lab.name() + ".clab.yml"));
    }
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.put("lab", lab.name());
      json.put("exports", written);
      console().out().print(JsonText.of(json));
    }
    return ExitCode.ANSWERED;
  }

  private Map<String, @Nullable Object> write(
      String form, ExportedFiles files, Path directory, String first) {
    files.write(directory, force);
    if (format != OutputFormat.json) {
      console()
          .out()
          .println(
              "%d files in %s; begin with %s."
                  .formatted(files.texts().size(), directory, directory.resolve(first)));
      for (Remark remark : files.remarks()) {
        console().err().println("note: " + remark.element() + ": " + remark.text());
      }
    }
    Map<String, @Nullable Object> json = new java.util.LinkedHashMap<>();
    json.put("form", form);
    json.put("directory", directory.toString());
    json.put("files", List.copyOf(files.texts().keySet()));
    json.put(
        "remarks",
        files.remarks().stream().map(remark -> remark.element() + ": " + remark.text()).toList());
    return json;
  }
}
