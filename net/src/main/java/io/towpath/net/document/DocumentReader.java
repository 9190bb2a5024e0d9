package io.towpath.net.document;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a document in the format that the file's extension names. */
public final class DocumentReader {
  private DocumentReader() {}

  /**
   * Reads {@code .json} as JSON, {@code .yaml} and {@code .yml} as YAML, with the default bounds of
   * {@link JsonReader} and {@link YamlReader}.
   *
   * @throws InvalidInputException if the extension is another ({@code TP1005}) or as those two say
   */
  public static DocumentValue read(Path path) {
    return read(path, path.toString());
  }

  /** As {@link #read(Path)}, naming the file in origins as given. */
  public static DocumentValue read(Path path, String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return JsonReader.read(path, file);
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return YamlReader.read(path, file, YamlReader.DEFAULT_MAX_BYTES);
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1005",
            Origin.line(file, 0),
            "\"" + file + "\" is neither JSON nor YAML by its name.",
            "Name a file that ends in .json, .yaml or .yml."));
  }
}
