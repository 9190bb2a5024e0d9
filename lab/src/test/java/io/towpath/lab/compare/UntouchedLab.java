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

/** A lab in which nothing runs and of which nothing is asked; tests say what they need of it. */
abstract class UntouchedLab implements LabAccess {
  private final LabPlan plan;

  UntouchedLab(LabPlan plan) {
    this.plan = plan;
  }

  @Override
  public LabPlan plan() {
    return plan;
  }

  @Override
  public boolean isRunning(String space) {
    return false;
  }

  @Override
  public Map<String, String> tunnels() {
    return Map.of();
  }

  @Override
  public Map<String, String> agent() {
    return Map.of();
  }

  @Override
  public Path directory(String space) {
    throw new UnsupportedOperationException();
  }

  @Override
  public VtySocket vty(String space, Daemon.Kind daemon) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public BirdSocket bird(String space) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Command.Result run(String space, List<String> argv, Duration within) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Process start(String space, List<String> argv) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setFailures(List<String> failures) {
    throw new UnsupportedOperationException();
  }
}
