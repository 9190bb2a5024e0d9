package io.towpath.cli.output;

import io.towpath.estate.gotcha.FindingCatalogue;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.net.Severity;
import io.towpath.net.Unsupported;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Findings as SARIF 2.1.0, the format in which tools for code review take them.
 *
 * <p>Files are named relative to the folder in which the command was run, so that a review tool
 * finds them in its checkout. Rules are those of the codes that occur, sorted; their words are
 * those of {@link FindingCatalogue}.
 *
 * @see "OASIS: Static Analysis Results Interchange Format (SARIF) Version 2.1.0"
 */
public final class Sarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String NOT_MODELLED = "unsupported";

  private final Path folder;
  private final List<String> codes;

  private Sarif(Path folder, List<String> codes) {
    this.folder = folder;
    this.codes = codes;
  }

  /**
   * One run with its results.
   *
   * @param estate folder or estate.yaml as typed, to which the findings' files are relative
   * @param version what {@code --version} prints
   */
  public static String of(
      Path estate, String[] version, List<Finding> findings, List<Unsupported> unsupported) {
    Path folder =
        Files.isDirectory(estate) || estate.getParent() == null ? estate : estate.getParent();
    TreeSet<String> codes = new TreeSet<>();
    findings.forEach(finding -> codes.add(finding.code()));
    if (!unsupported.isEmpty()) {
      codes.add(NOT_MODELLED);
    }
    return new Sarif(folder, List.copyOf(codes)).text(version, findings, unsupported);
  }

  private String text(String[] version, List<Finding> findings, List<Unsupported> unsupported) {
    Map<String, @Nullable Object> driver = new LinkedHashMap<>();
    driver.put("name", "Towpath");
    if (version.length > 0) {
      driver.put("fullName", version[0]);
    }
    driver.put("rules", codes.stream().map(Sarif::rule).toList());
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    findings.forEach(
        finding ->
            results.add(
                result(
                    finding.code(),
                    level(finding.severity()),
                    finding.fix().isEmpty()
                        ? finding.message()
                        : finding.message() + " " + finding.fix(),
                    finding.origin())));
    unsupported.forEach(
        one ->
            results.add(result(NOT_MODELLED, "note", "Not modelled: " + one.text(), one.origin())));
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("tool", object("driver", driver));
    run.put("columnKind", "utf16CodeUnits");
    run.put("results", results);
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return JsonText.of(log);
  }

  private static Map<String, @Nullable Object> rule(String code) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("id", code);
    FindingKind kind = FindingCatalogue.of(code).orElse(null);
    if (kind != null) {
      rule.put("shortDescription", object("text", kind.title() + "."));
      rule.put("fullDescription", object("text", kind.explanation()));
      rule.put("help", object("text", kind.fix()));
      rule.put("defaultConfiguration", object("level", level(kind.severity())));
      if (kind.rule() != null) {
        rule.put("properties", object("tags", List.of(kind.rule())));
      }
    } else if (code.equals(NOT_MODELLED)) {
      rule.put("shortDescription", object("text", "Read and not modelled."));
      rule.put("defaultConfiguration", object("level", "note"));
    } else {
      rule.put(
          "shortDescription",
          object(
              "text", "An error, which says in its own words what was found and how to mend it."));
    }
    return rule;
  }

  private Map<String, @Nullable Object> result(
      String code, String level, String message, Origin origin) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("ruleId", code);
    result.put("ruleIndex", codes.indexOf(code));
    result.put("level", level);
    result.put("message", object("text", message));
    List<Map<String, @Nullable Object>> locations = new ArrayList<>();
    if (origin.file() != null || origin.resource() != null) {
      locations.add(location(origin));
    }
    result.put("locations", locations);
    return result;
  }

  private Map<String, @Nullable Object> location(Origin origin) {
    Map<String, @Nullable Object> location = new LinkedHashMap<>();
    String file = origin.file();
    if (file != null) {
      Map<String, @Nullable Object> physical = new LinkedHashMap<>();
      physical.put("artifactLocation", object("uri", uri(file)));
      if (origin.line() > 0) {
        Map<String, @Nullable Object> region = new LinkedHashMap<>();
        region.put("startLine", origin.line());
        if (origin.column() > 0) {
          region.put("startColumn", origin.column());
        }
        physical.put("region", region);
      }
      location.put("physicalLocation", physical);
    }
    String resource = origin.resource();
    if (resource != null) {
      location.put(
          "logicalLocations",
          List.of(
              object(
                  "fullyQualifiedName",
                  origin.member() == null ? resource : resource + " " + origin.member())));
    }
    return location;
  }

  /** Files of an estate are named from its folder; what could not be loaded, as it was typed. */
  private String uri(String file) {
    Path inside = folder.resolve(file).normalize();
    Path found = Files.exists(inside) ? inside : Path.of(file).normalize();
    try {
      return found.isAbsolute()
          ? found.toUri().toString()
          : new URI(null, null, found.toString().replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path that is no URI: " + found, e);
    }
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static Map<String, @Nullable Object> object(String name, Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put(name, value);
    return object;
  }
}
