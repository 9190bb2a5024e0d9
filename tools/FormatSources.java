import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or applies google-java-format over every Java source of the repository.
 *
 * <p>A single-file program that the build starts on the toolchain JDK, because the formatter parses
 * with the compiler of the JVM it runs on and Maven's own JVM may be older than the sources.
 * Arguments: {@code check} or {@code apply}, and the repository's root.
 */
class FormatSources {
  public static void main(String[] arguments) throws Exception {
    String mode = arguments[0];
    Path root = Path.of(arguments[1]);
    List<String> command = new ArrayList<>();
    switch (mode) {
      case "check" -> command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
      case "apply" -> command.add("--replace");
      default -> {
        System.err.println("format.mode is \"" + mode + "\"; it must be check or apply.");
        System.exit(2);
      }
    }
    List<Path> sources = sources(root);
    sources.forEach(source -> command.add(source.toString()));
    if (sources.isEmpty()) {
      return;
    }
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int exitCode = new Main(out, err, System.in).format(command.toArray(String[]::new));
    if (exitCode != 0 && mode.equals("check")) {
      err.println("The files above are not formatted; run: mvn -N verify -Dformat.mode=apply");
    }
    System.exit(exitCode);
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
            String name = directory.getFileName().toString();
            boolean foreign =
                !directory.equals(root) && (name.startsWith(".") || name.equals("target"));
            return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    sources.sort(null);
    return sources;
  }
}
