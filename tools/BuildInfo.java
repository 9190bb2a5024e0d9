import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the version and the commit of a build to a properties file.
 *
 * <p>Arguments: the repository's root, the version, the file to write. The commit is {@code
 * unknown} where git is absent or the sources are not a git work tree of their own; it ends in
 * {@code -modified} when tracked files differ from it. The file is only rewritten when its text
 * changes, so that a build without changes stays up to date.
 */
class BuildInfo {
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toRealPath();
    Path file = Path.of(arguments[2]);
    String text = "version=" + arguments[1] + "\ncommit=" + commit(root) + "\n";
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  private static String commit(Path root) throws IOException {
    // Sources unpacked inside somebody else's work tree must not take that tree's commit.
    String top = git(root, "rev-parse", "--show-toplevel");
    if (top.isEmpty() || !Path.of(top).toRealPath().equals(root)) {
      return "unknown";
    }
    String commit = git(root, "rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    boolean modified = !git(root, "status", "--porcelain", "--untracked-files=no").isEmpty();
    return modified ? commit + "-modified" : commit;
  }

  /** What git prints, or nothing when it is absent or fails. */
  private static String git(Path root, String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "";
    } catch (IOException absent) {
      return "";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
