package io.towpath.lab.run;

import io.towpath.network.Failure;
import java.util.List;
import java.util.Map;

/**
 * What fills the tables of a lab that no daemon fills: it reads daemons and writes kernel tables,
 * from threads of its own, as long as the lab runs.
 */
public interface Agent {

  /** Starts; all daemons answer already. Returns at once or after a first round. */
  void start();

  /** Stops and waits for its threads. */
  void stop();

  /**
   * Lines, spaces or deliveries have just been changed by failures or restorations; kernel routes
   * of devices that were down are gone.
   *
   * @param failures every failure in force now
   */
  void conditionsChanged(List<Failure> failures);

  /** State for {@code lab status} and for those who wait for convergence: text by key, in order. */
  Map<String, String> status();
}
