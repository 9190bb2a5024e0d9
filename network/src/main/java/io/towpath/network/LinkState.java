package io.towpath.network;

/** Whether an interface carries packets, and whether its neighbours notice when it does not. */
public enum LinkState {
  UP,
  /** Shut down by configuration. */
  ADMIN_DOWN,
  /** Carrier lost: connected routes and sessions over it go at once. */
  CARRIER_DOWN,
  /** Passes nothing although carrier is there: only timers notice. */
  SILENT
}
