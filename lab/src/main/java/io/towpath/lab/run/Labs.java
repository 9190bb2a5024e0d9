package io.towpath.lab.run;

import io.towpath.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which labs there are. Whoever asks clears away what belongs to labs that nobody wants any more:
 * those that were to live no longer than a process that is gone.
 */
public final class Labs {
  private Labs() {}

  /**
   * A lab of this user that runs.
   *
   * @throws LabException if there is none of that name; the message lists those that run
   */
  public static LabClient of(String name) {
    clear(LabDirectory.base());
    var client = new LabClient(LabDirectory.of(name));
    if (!client.isRunning()) {
      List<String> running = running().stream().map(LabClient::name).toList();
      throw new LabException(
          "TP7019",
          "lab \"" + name + "\" does not run",
          running.isEmpty()
              ? "No lab runs; start one with: towpath lab up ESTATE"
              : "Running: " + String.join(", ", running) + ".");
    }
    return client;
  }

  /**
   * A lab of this user that runs or has left something behind.
   *
   * @param text its name, or the file or folder of its estate if it was given no other name
   * @throws LabException if there is none; the message lists those that there are
   */
  public static LabClient meantBy(String text) {
    return meantBy(LabDirectory.base(), text);
  }

  static LabClient meantBy(Path base, String text) {
    clear(base);
    List<LabDirectory> all = LabDirectory.all(base);
    List<String> names = all.stream().map(LabDirectory::name).toList();
    String name =
        names.contains(text) || !Files.exists(Path.of(text))
            ? text
            : LabDirectory.suggest(Path.of(text));
    return all.stream()
        .filter(directory -> directory.name().equals(name))
        .findFirst()
        .map(LabClient::new)
        .orElseThrow(
            () ->
                new LabException(
                    "TP7019",
                    "there is no lab \"" + name + "\"",
                    names.isEmpty()
                        ? "There is none."
                        : "Labs: " + String.join(", ", names) + "."));
  }

  /** Labs of this user that run, by name. */
  public static List<LabClient> running() {
    return running(LabDirectory.base());
  }

  /** Labs below another base that run, by name. */
  public static List<LabClient> running(Path base) {
    clear(base);
    return LabDirectory.all(base).stream()
        .map(LabClient::new)
        .filter(LabClient::isRunning)
        .toList();
  }

  /** Takes every lab of this user down, also what crashed ones have left; returns their names. */
  public static List<String> downAll() {
    return downAll(LabDirectory.base());
  }

  /**
   * Takes every lab below a base down, also what crashed ones have left.
   *
   * @return their names
   */
  public static List<String> downAll(Path base) {
    var names = new ArrayList<String>();
    for (LabDirectory each : LabDirectory.all(base)) {
      new LabClient(each).down();
      names.add(each.name());
    }
    return names;
  }

  /** Ends and removes what nobody wants any more. */
  static void clear(Path base) {
    for (LabDirectory each : LabDirectory.all(base)) {
      if (LabOwner.isGone(each)) {
        try {
          new LabProcess(each).remove();
        } catch (LabException _) {
          // Another command clears it away at this moment; if not, the next one tries again.
        }
      }
    }
  }
}
