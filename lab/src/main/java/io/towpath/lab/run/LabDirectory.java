package io.towpath.lab.run;

import io.towpath.lab.LabException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a lab keeps its state: sockets, logs and configurations. Everything else of a lab is
 * processes and namespaces, which die with its supervisor.
 *
 * @param path {@code /run/towpath/NAME}, or {@code $XDG_RUNTIME_DIR/towpath/NAME} without root
 */
public record LabDirectory(Path path) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final int LONGEST_SOCKET = 107;
  private static final String LONGEST_FILE = "/zserv.api.long";

  /** Where labs of this user live; {@code TOWPATH_LABS} in the environment moves it. */
  public static Path base() {
    String moved = System.getenv("TOWPATH_LABS");
    if (moved != null && !moved.isEmpty()) {
      return Path.of(moved).toAbsolutePath();
    }
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/run/towpath");
    }
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return runtime != null && !runtime.isEmpty()
        ? Path.of(runtime, "towpath")
        : Path.of("/tmp", "towpath-" + System.getProperty("user.name"));
  }

  /**
   * The directory of a lab, whether it exists or not.
   *
   * @throws LabException if that cannot be a lab's name
   */
  public static LabDirectory of(String name) {
    return of(base(), name);
  }

  /** The same below another base. */
  public static LabDirectory of(Path base, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new LabException(
          "TP7010",
          "\"" + name + "\" cannot be the name of a lab",
          "Use up to 32 letters, digits, dots, dashes and underscores, a letter or digit first.");
    }
    return new LabDirectory(base.resolve(name));
  }

  /** Directories of all labs below a base, running or left behind, by name. */
  public static List<LabDirectory> all(Path base) {
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(base)) {
      return entries.filter(Files::isDirectory).sorted().map(LabDirectory::new).toList();
    } catch (IOException e) {
      throw new LabException(
          "TP7011", base + " cannot be read: " + e.getMessage(), "Run as its owner.", e);
    }
  }

  /** A name that the file of an estate suggests: its folder, else its own name. */
  public static String suggest(Path estate) {
    Path full = estate.toAbsolutePath().normalize();
    Path named = Files.isDirectory(full) ? full : full.getParent();
    String last = named == null || named.getFileName() == null ? "lab" : named.getFileName() + "";
    String plain =
        last.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
    String name = plain.isEmpty() ? "lab" : plain;
    return name.length() <= 32 ? name : name.substring(0, 32);
  }

  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** Socket of the supervisor. */
  public Path control() {
    return path.resolve("control.sock");
  }

  /** Process id of the outermost process of the lab; killing it ends the lab. */
  public Path pidFile() {
    return path.resolve(".pid");
  }

  /** What the supervisor prints. */
  public Path log() {
    return path.resolve("supervisor.log");
  }

  /**
   * Files and sockets of a space. A name that would make the path of a socket too long for Linux is
   * shortened, with a hash that keeps it apart from others.
   */
  public Path space(String name) {
    int room = LONGEST_SOCKET - path.toString().length() - 1 - LONGEST_FILE.length();
    if (name.length() <= room) {
      return path.resolve(name);
    }
    String hash = "~" + Integer.toHexString(name.hashCode());
    return path.resolve(name.substring(0, Math.max(1, room - hash.length())) + hash);
  }

  /** Removes the directory and all that is in it; what is missing already is no error. */
  public void delete() {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
      Path parent = path.getParent();
      if (parent != null && isEmpty(parent)) {
        Files.deleteIfExists(parent);
      }
    } catch (IOException e) {
      throw new LabException(
          "TP7012", path + " cannot be removed: " + e.getMessage(), "Remove it by hand.", e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
