package io.towpath.lab.ike;

/**
 * How a tunnel end is, in the words of its IKE daemon.
 *
 * @param state what it comes to
 * @param ike chosen phase 1 algorithms, such as {@code AES_CBC-256/HMAC_SHA1_96/MODP_1024}; empty
 *     if there is no SA
 * @param esp chosen phase 2 algorithms; empty if there is no child SA
 * @param childSas how many child SAs carry packets: usually one, two where both ends opened at once
 * @param bytesIn payload received through the child SAs
 * @param bytesOut payload sent
 * @param cause why it is down, as a code of the network model such as {@code preSharedKeyMismatch};
 *     empty if it is up or the daemon has not said
 * @param line the daemon's own line that says so; empty as well
 */
public record TunnelStatus(
    State state,
    String ike,
    String esp,
    int childSas,
    long bytesIn,
    long bytesOut,
    String cause,
    String line) {

  /** What the state of a tunnel end comes to. */
  public enum State {
    /** A child SA is installed, and the inner interface is up. */
    CONNECTED,
    /** No child SA. */
    DOWN,
    /** Held down by a failure. */
    HELD,
    /** The daemon does not run. */
    STOPPED
  }

  /** True if packets can pass. */
  public boolean isConnected() {
    return state == State.CONNECTED;
  }

  static TunnelStatus without(State state, TunnelDiagnosis why) {
    return new TunnelStatus(state, "", "", 0, 0, 0, why.cause(), why.line());
  }
}
