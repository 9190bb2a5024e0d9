package io.towpath.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program was built from.
 *
 * @param version the version of the release, for example {@code 0.1.0-SNAPSHOT}
 * @param commit twelve digits of the commit, {@code -modified} behind it when tracked files
 *     differed from it, or {@code unknown} when it was built without git
 */
public record BuildVersion(String version, String commit) {

  /** Reads what the build wrote beside the classes. */
  public static BuildVersion read() {
    Properties properties = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties beside the classes cannot be read", e);
    }
    return new BuildVersion(
        properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
  }

  /** One line for {@code --version}: version, commit and the JDK it runs on. */
  public String text() {
    return "towpath %s (commit %s, JDK %s)".formatted(version, commit, Runtime.version());
  }
}
