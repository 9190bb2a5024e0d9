package io.towpath.lab.run;

import java.util.concurrent.locks.LockSupport;

/** Work that is done if the process ends before it is dropped. */
public final class ExitHook {
  private final Thread thread;

  /** Waits for the end of the process from now on. */
  public ExitHook(String name, Runnable work) {
    thread = new Thread(work, name);
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /** The work is not to be done any more. Does not return if it has begun. */
  public void drop() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException _) {
      // The process is ending, and the work takes things from under this thread. What that looks
      // like from here is no error that anybody should read.
      while (true) {
        LockSupport.park();
      }
    }
  }
}
