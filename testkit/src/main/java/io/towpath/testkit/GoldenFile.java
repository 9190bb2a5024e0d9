package io.towpath.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.AssertionFailedError;

/**
 * A text kept beside the tests that an engineer reviewed once and that must not change unseen.
 *
 * <p>It lies under {@code src/test/resources} in the package of the test. Rewritten only with
 * {@code -Dtowpath.golden.update=true}; the commit then says why it changed.
 */
public final class GoldenFile {
  /** System property that, when {@code true}, writes golden files instead of comparing them. */
  public static final String UPDATE = "towpath.golden.update";

  private final Path file;

  private GoldenFile(Path file) {
    this.file = file;
  }

  /** The file called {@code name} in the package of {@code test}, in the module being tested. */
  public static GoldenFile of(Class<?> test, String name) {
    return at(
        Path.of("src", "test", "resources", test.getPackageName().replace('.', '/')).resolve(name));
  }

  /** A file at a place of its own, such as a page of the documents. */
  public static GoldenFile at(Path file) {
    return new GoldenFile(file);
  }

  /**
   * Compares a text with the file; line ends may differ, nothing else.
   *
   * @throws AssertionFailedError if they differ or the file is missing
   */
  public void mustEqual(String actual) {
    mustEqual(actual, Boolean.getBoolean(UPDATE));
  }

  void mustEqual(String actual, boolean update) {
    try {
      if (update) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
        return;
      }
      if (!Files.exists(file)) {
        throw new AssertionFailedError(
            "Golden file %s is missing. Run once with -D%s=true and review what it wrote."
                .formatted(file, UPDATE));
      }
      String expected = Files.readString(file).replace("\r\n", "\n");
      if (!expected.equals(actual.replace("\r\n", "\n"))) {
        throw new AssertionFailedError(difference(expected, actual), expected, actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Golden file " + file + " cannot be read or written.", e);
    }
  }

  private String difference(String expected, String actual) {
    String[] wanted = expected.split("\n", -1);
    String[] found = actual.split("\n", -1);
    int line = 0;
    while (line < wanted.length && line < found.length && wanted[line].equals(found[line])) {
      line++;
    }
    return """
    The text differs from golden file %s in line %d:
      expected: %s
      found:    %s
    If the change is meant, run with -D%s=true and say why in the commit.\
    """
        .formatted(file, line + 1, lineOrEnd(wanted, line), lineOrEnd(found, line), UPDATE);
  }

  private static String lineOrEnd(String[] lines, int line) {
    return line < lines.length ? lines[line] : "(end of text)";
  }
}
