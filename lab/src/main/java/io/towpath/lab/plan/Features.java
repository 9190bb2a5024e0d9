package io.towpath.lab.plan;

/**
 * What decides between two ways of building the same thing. Found by trying, never by the version
 * of the kernel.
 *
 * @param netem latency by queueing discipline; otherwise by a pair of TAP devices
 * @param dummy dummy interfaces; otherwise a veth pair with both ends in one space
 * @param kernelEsp ESP and xfrm interfaces in the kernel; otherwise ESP in the IKE daemon
 */
public record Features(boolean netem, boolean dummy, boolean kernelEsp) {
  /** Nothing but what every kernel with namespaces has. */
  public static final Features LEAST = new Features(false, false, false);
}
