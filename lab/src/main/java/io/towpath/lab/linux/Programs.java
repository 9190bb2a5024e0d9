package io.towpath.lab.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where programs of a lab lie; daemons are in no one's {@code PATH}. */
public final class Programs {
  private static final List<String> DAEMON_FOLDERS =
      List.of("/usr/lib/frr", "/usr/libexec/frr", "/usr/lib/ipsec", "/usr/libexec/ipsec");
  private static final List<String> FOLDERS =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  private Programs() {}

  /** The file of a program or daemon, if it is installed. */
  public static Optional<Path> find(String name) {
    var folders = new ArrayList<>(DAEMON_FOLDERS);
    String path = System.getenv("PATH");
    if (path != null) {
      folders.addAll(List.of(path.split(":")));
    }
    folders.addAll(FOLDERS);
    for (String folder : folders) {
      Path file = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Adds the folders of administrators' programs, which an ordinary user's {@code PATH} lacks on
   * Debian, to the environment of a process.
   */
  public static void completePath(Map<String, String> environment) {
    var folders = new LinkedHashSet<String>();
    String path = environment.get("PATH");
    if (path != null && !path.isEmpty()) {
      folders.addAll(List.of(path.split(":")));
    }
    folders.addAll(FOLDERS);
    environment.put("PATH", String.join(":", folders));
  }

  /**
   * The file of a program that must be there.
   *
   * @throws LinuxException with the command that installs it
   */
  public static String require(String name, String debianPackage) {
    return find(name)
        .map(Path::toString)
        .orElseThrow(
            () ->
                new LinuxException(
                    "\""
                        + name
                        + "\" is not installed. Run: apt-get install -y --no-install-recommends "
                        + debianPackage));
  }
}
