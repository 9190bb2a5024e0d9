package io.towpath.lab.measure;

import io.towpath.lab.LabException;
import io.towpath.lab.compare.LabAccess;
import io.towpath.lab.linux.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Real pings from one space to an address at a fixed interval, until they are stopped. */
final class ProbeStream {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

  private final Process process;
  private final CompletableFuture<String> output;

  private ProbeStream(Process process, CompletableFuture<String> output) {
    this.process = process;
    this.output = output;
  }

  /** Starts to send. */
  static ProbeStream start(LabAccess lab, String space, String address, Duration interval) {
    String seconds = String.format(Locale.ROOT, "%.3f", interval.toNanos() / 1e9);
    try {
      Process process = lab.start(space, List.of("ping", "-n", "-D", "-i", seconds, address));
      CompletableFuture<String> output = new CompletableFuture<>();
      Thread.ofVirtual().name("answers to " + address).start(() -> read(process, output));
      return new ProbeStream(process, output);
    } catch (IOException e) {
      throw new LabException(
          "TP7050",
          "ping cannot be started in " + space + ": " + e.getMessage(),
          "Install iputils-ping.",
          e);
    }
  }

  private static void read(Process process, CompletableFuture<String> output) {
    try {
      output.complete(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      output.completeExceptionally(e);
    }
  }

  /** Ends the stream as Ctrl-C does, so that ping says how many it has sent. */
  ProbeReplies stop() {
    List<String> argv = new ArrayList<>(List.of("kill", "-INT"));
    process.descendants().map(p -> Long.toString(p.pid())).forEach(argv::add);
    if (argv.size() == 2) {
      argv.add(Long.toString(process.pid())); // Not forked: it is ping itself.
    }
    Command.of(argv).attempt();
    try {
      return ProbeReplies.parse(output.get(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while probes came home", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new LabException("TP7050", "ping does not end", "Take the lab down and try again.", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
