package io.towpath.network;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Detection and retry times of a session, tunnel, adjacency or group. Routing ignores them; outage
 * timelines will not.
 *
 * @param hold time without a message after which the peer is dead; for a tunnel the DPD timeout
 * @param keepalive interval of messages
 * @param connectRetry interval between attempts
 * @param bfdInterval interval of BFD packets; null = no BFD
 * @param bfdDetectMultiplier missed BFD packets until down
 */
public record Timers(
    Duration hold,
    Duration keepalive,
    Duration connectRetry,
    @Nullable Duration bfdInterval,
    int bfdDetectMultiplier) {

  /** BGP of Azure gateways and IOS-XE defaults that equal it: hold 180 s, keepalive 60 s (R90). */
  public static final Timers BGP =
      new Timers(Duration.ofSeconds(180), Duration.ofSeconds(60), Duration.ofSeconds(30), null, 0);

  /** OSPF on broadcast and point-to-point links: hello 10 s, dead 40 s (RFC 2328 appendix C.3). */
  public static final Timers OSPF =
      new Timers(Duration.ofSeconds(40), Duration.ofSeconds(10), Duration.ofSeconds(5), null, 0);

  /** Dead peer detection of a tunnel, 45 s (R111). */
  public static final Timers DPD =
      new Timers(Duration.ofSeconds(45), Duration.ofSeconds(15), Duration.ofSeconds(5), null, 0);

  /** The same with BFD. */
  public Timers withBfd(Duration interval, int detectMultiplier) {
    return new Timers(hold, keepalive, connectRetry, interval, detectMultiplier);
  }
}
