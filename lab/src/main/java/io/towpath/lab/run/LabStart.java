package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Machine.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Starts labs. */
public final class LabStart {
  /** It loads its estate first, on a machine that may be busy; one that dies is noticed at once. */
  private static final Duration SUPERVISOR_ANSWERS_WITHIN = Duration.ofMinutes(2);

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

  private final LabDirectory directory;
  private final LabProcess process;

  private LabStart(LabDirectory directory) {
    this.directory = directory;
    this.process = new LabProcess(directory);
  }

  /** How long a lab shall live. */
  public enum Life {
    /** Until somebody takes it down. */
    UNTIL_DOWN,
    /** No longer than the process that starts it, even if that is killed. */
    OF_CALLER
  }

  /**
   * Starts a lab at this user's usual place, as {@link #up(LabDirectory, Mode, Life, String, List,
   * Consumer)}.
   */
  public static LabClient up(
      String name,
      Mode mode,
      Life life,
      String mainClass,
      List<String> arguments,
      Consumer<Progress> progress) {
    return up(LabDirectory.of(name), mode, life, mainClass, arguments, progress);
  }

  /** The same for a lab that lives until somebody takes it down. */
  public static LabClient up(
      LabDirectory directory,
      Mode mode,
      String mainClass,
      List<String> arguments,
      Consumer<Progress> progress) {
    return up(directory, mode, Life.UNTIL_DOWN, mainClass, arguments, progress);
  }

  /**
   * Starts a lab and waits until it is up. If this process is interrupted or killed before that,
   * the lab goes down again.
   *
   * @param directory where it keeps its state
   * @param mode root or rootless
   * @param life how long it shall live once it is up
   * @param mainClass class of this class path whose {@code main} calls {@link Supervisor#run}
   * @param arguments its own arguments, after the two of the supervisor
   * @param progress hears of every step
   * @throws LabException if it cannot be started; nothing is left then
   */
  public static LabClient up(
      LabDirectory directory,
      Mode mode,
      Life life,
      String mainClass,
      List<String> arguments,
      Consumer<Progress> progress) {
    return new LabStart(directory).up(mode, life, mainClass, arguments, progress);
  }

  private LabClient up(
      Mode mode, Life life, String mainClass, List<String> arguments, Consumer<Progress> progress) {
    String name = directory.name();
    Path base = directory.path().getParent();
    if (base != null) {
      Labs.clear(base);
    }
    if (process.outer().isPresent()) {
      throw new LabException(
          "TP7013",
          "lab \"" + name + "\" runs already",
          "Take it down with \"towpath lab down --name " + name + "\", or choose another --name.");
    }
    ExitHook undo = new ExitHook("lab down", process::remove);
    boolean started = false;
    try {
      process.start(mode, mainClass, arguments);
      Conversation tie = ask(life, progress);
      started = true;
      return new LabClient(directory, process, tie);
    } finally {
      undo.drop();
      if (!started) {
        process.remove();
      }
    }
  }

  /** Asks for the lab; returns what keeps it alive, if it is to end with this process. */
  private @Nullable Conversation ask(Life life, Consumer<Progress> progress) {
    Conversation conversation = firstConversation();
    boolean kept = false;
    try {
      boolean tied = life == Life.OF_CALLER;
      conversation.ask(
          JsonNodeFactory.instance.objectNode().put("do", "up").put("tied", tied), progress);
      if (!tied) {
        LabOwner.release(directory);
      }
      kept = tied;
      return kept ? conversation : null;
    } finally {
      if (!kept) {
        conversation.close();
      }
    }
  }

  private Conversation firstConversation() {
    long until = System.nanoTime() + SUPERVISOR_ANSWERS_WITHIN.toNanos();
    boolean seen = false;
    while (System.nanoTime() < until) {
      try {
        return Conversation.open(directory);
      } catch (IOException _) {
        boolean alive = process.outer().isPresent();
        if (seen && !alive) {
          break;
        }
        seen |= alive;
        LockSupport.parkNanos(LOOK_AGAIN);
      }
    }
    throw new LabException(
        "TP7018",
        "the supervisor of \""
            + directory.name()
            + "\" did not start: "
            + LabProcess.lastLine(directory.log()),
        "See what this machine offers with: towpath doctor --lab");
  }
}
