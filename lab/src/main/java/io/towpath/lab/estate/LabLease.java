package io.towpath.lab.estate;

import io.towpath.azure.Profile;
import io.towpath.estate.load.Estate;
import io.towpath.lab.LabException;
import io.towpath.lab.run.ExitHook;
import io.towpath.lab.run.LabClient;
import io.towpath.lab.run.LabStart.Life;
import io.towpath.lab.run.Labs;
import io.towpath.lab.run.Progress;
import io.towpath.net.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A lab for the time of one command: one that runs already, or one that is started and ends with
 * the command. However the command ends, nothing runs on of the second; in the first, which must be
 * whole at the begin, the failures that the command brought about are restored, unless the process
 * is killed.
 */
public final class LabLease implements AutoCloseable {
  private final EstateLab lab;
  private final boolean ends;
  private final ExitHook atExit;

  private LabLease(EstateLab lab, boolean ends) {
    this.lab = lab;
    this.ends = ends;
    this.atExit = new ExitHook("lab given back", this::giveBack);
  }

  /**
   * The lab of that name, started if it does not run.
   *
   * @param bird nodes that run BIRD, see {@link EstateLab}
   * @param keep a lab that has to be started goes on running after the command
   * @throws LabException if it can neither be found nor started, or something has failed in it
   */
  public static LabLease of(
      String name,
      Path path,
      Estate estate,
      @Nullable Profile profile,
      Set<String> bird,
      boolean keep,
      Consumer<Progress> progress) {
    boolean runs = Labs.running().stream().anyMatch(lab -> lab.name().equals(name));
    Life life = keep ? Life.UNTIL_DOWN : Life.OF_CALLER;
    EstateLab lab =
        runs
            ? EstateLab.of(name, path, estate, bird)
            : EstateLab.up(name, life, path, estate, profile, bird, progress);
    List<String> failed = failures(lab.client());
    if (!failed.isEmpty()) {
      throw new LabException(
          "TP7058",
          "in lab \"" + name + "\" something has failed: " + String.join(", ", failed),
          "Begin with the whole network: towpath lab restore " + failed.getFirst());
    }
    return new LabLease(lab, !runs && !keep);
  }

  public EstateLab lab() {
    return lab;
  }

  /** Ends a lab that was started for this; restores the failures that are new in another. */
  @Override
  public void close() {
    atExit.drop();
    giveBack();
  }

  private void giveBack() {
    LabClient client = lab.client();
    if (ends) {
      client.down();
      return;
    }
    try {
      for (String failure : failures(client)) {
        client.restore(failure, _ -> {});
      }
    } catch (LabException | InvalidInputException _) {
      // Somebody has taken it down meanwhile, which is theirs to do.
    }
  }

  private static List<String> failures(LabClient client) {
    List<String> names = new ArrayList<>();
    for (JsonNode failure : client.status().path("failures")) {
      names.add(failure.asString(""));
    }
    return names;
  }
}
