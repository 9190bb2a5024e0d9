package io.towpath.lab.run;

import io.towpath.lab.LabException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does the same to many things, a few at a time, and tells how far it is. The first failure, in the
 * order of the things, ends it.
 */
final class Workers {
  /**
   * How many daemons start at once: their start is work of the processor, so more than it has cores
   * waits only for it, but on a busy machine a few more get their share.
   */
  static final int DAEMONS = Math.clamp(4L * Runtime.getRuntime().availableProcessors(), 4, 32);

  private final int width;
  private final Consumer<Progress> progress;

  Workers(int width, Consumer<Progress> progress) {
    this.width = width;
    this.progress = progress;
  }

  interface Work<T> {
    void on(T thing);
  }

  <T> void each(String stage, Collection<T> things, Function<T, String> name, Work<T> work) {
    if (things.isEmpty()) {
      return;
    }
    progress.accept(new Progress(stage, 0, things.size(), ""));
    var done = new AtomicInteger();
    var tasks = new ArrayList<Callable<Void>>();
    for (T thing : things) {
      tasks.add(
          () -> {
            work.on(thing);
            progress.accept(
                new Progress(stage, done.incrementAndGet(), things.size(), name.apply(thing)));
            return null;
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(width, things.size()))) {
      finish(pool.invokeAll(tasks));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("TP7020", "interrupted while starting " + stage, "", e);
    }
  }

  private static void finish(List<Future<Void>> futures) throws InterruptedException {
    for (Future<Void> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new LabException("TP7020", String.valueOf(e.getMessage()), "", e);
      }
    }
  }
}
