package io.towpath.lab.run;

import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import java.io.IOException;

/** A lab as seen from inside its supervisor. Thread-safe. */
public interface RunningLab {

  String name();

  LabPlan plan();

  /** What the machine offers. */
  Machine machine();

  /** Where files, sockets and logs are. */
  LabDirectory directory();

  /** The namespace of a space, for commands inside it. */
  Netns netns(String space);

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

  /** True unless a failure has stopped the space, or it has not been started yet. */
  boolean isRunning(String space);

  /**
   * Starts a dormant space, or stops one as if its node had lost power. Without effect if it is so
   * already.
   */
  void power(String space, boolean on);

  /** Writes a line to the supervisor's log. */
  void log(String line);
}
