package io.towpath.lab.run;

import io.towpath.lab.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done on the way to new conditions. A refusal does not keep the rest from being done. Not
 * thread-safe.
 */
final class Actions {
  private final Consumer<Progress> listener;
  private final List<String> done = new ArrayList<>();
  private @Nullable LabException first;

  Actions(Consumer<Progress> listener) {
    this.listener = listener;
  }

  /** Work that says itself what it has done. */
  void take(Supplier<List<String>> work) {
    try {
      done.addAll(work.get());
    } catch (LabException e) {
      first = first == null ? e : first;
    }
  }

  void take(String action, Runnable work) {
    done.add(action);
    listener.accept(new Progress("change", done.size(), 0, action));
    try {
      work.run();
    } catch (LabException e) {
      first = first == null ? e : first;
    }
  }

  List<String> done() {
    if (first != null) {
      throw first;
    }
    return List.copyOf(done);
  }
}
