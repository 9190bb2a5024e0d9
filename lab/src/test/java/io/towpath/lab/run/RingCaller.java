package io.towpath.lab.run;

import io.towpath.lab.linux.Machine.Mode;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a ring of three that lives as long as this process, says so, and waits to be killed. */
public final class RingCaller {
  private RingCaller() {}

  public static void main(String[] args) throws Exception {
    var _ =
        LabStart.up(
            LabDirectory.of("ring"),
            Mode.ROOT,
            LabStart.Life.OF_CALLER,
            RingLab.class.getName(),
            List.of("3", "0", ""),
            _ -> {});
    System.out.println("up");
    TimeUnit.MINUTES.sleep(2);
  }
}
