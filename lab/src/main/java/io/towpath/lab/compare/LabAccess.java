package io.towpath.lab.compare;

import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What comparing and measuring need of a lab that runs. Thread-safe. */
public interface LabAccess {

  LabPlan plan();

  /** Directory of a space, where its daemons may write. */
  Path directory(String space);

  /**
   * A new conversation with an FRR daemon; the caller closes it.
   *
   * @throws IOException if the daemon is down
   */
  VtySocket vty(String space, Daemon.Kind daemon) throws IOException;

  /**
   * A new conversation with the BIRD of a space; the caller closes it.
   *
   * @throws IOException if it is down
   */
  BirdSocket bird(String space) throws IOException;

  /** False for spaces that a failure has stopped, or that wait as a dormant standby. */
  boolean isRunning(String space);

  /** Runs a program in a space; failing and hanging are results. */
  Command.Result run(String space, List<String> argv, Duration within);

  /**
   * Starts a program in a space and does not wait for it; the caller ends it. Its error output goes
   * nowhere.
   *
   * @throws IOException if it cannot be started
   */
  Process start(String space, List<String> argv) throws IOException;

  /** Sets which failures are in force, by names as users write them; none = as it was started. */
  void setFailures(List<String> failures);

  /** State of tunnels by name, {@code up} or a word of the IKE daemon. */
  Map<String, String> tunnels();

  /** State of what fills the fabrics' tables: text by key. */
  Map<String, String> agent();
}
