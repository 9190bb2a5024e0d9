package io.towpath.routing.bgp;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import org.jspecify.annotations.Nullable;

/**
 * Two paired ends of a session. Which of them are up comes with {@link BgpInputs}.
 *
 * @param speakerA index of the speaker of end A
 * @param endA what A configured about B
 * @param localAddressA address that A speaks from; next hop of what A sends as itself
 * @param speakerB index of the speaker of end B
 * @param sharedSubnet subnet that both ends are attached to; next hops of other routers in it are
 *     passed on unchanged (RFC 4271 §5.1.3 "third party"). Null = there is none, or not wanted
 */
public record SessionInput(
    int speakerA,
    BgpPeer endA,
    IpAddress localAddressA,
    int speakerB,
    BgpPeer endB,
    IpAddress localAddressB,
    @Nullable Prefix sharedSubnet) {

  /** Without third-party next hops. */
  public SessionInput(
      int speakerA,
      BgpPeer endA,
      IpAddress localAddressA,
      int speakerB,
      BgpPeer endB,
      IpAddress localAddressB) {
    this(speakerA, endA, localAddressA, speakerB, endB, localAddressB, null);
  }
}
