package io.towpath.testkit.networks.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import io.towpath.network.VrfRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speakers, sessions and what is announced, without interfaces or tables.
 *
 * @param announced what each speaker originates, by index of the speaker
 */
public record BgpNetwork(
    List<Speaker> speakers, List<Session> sessions, List<List<Announced>> announced) {
  public BgpNetwork {
    speakers = List.copyOf(speakers);
    sessions = List.copyOf(sessions);
    announced = announced.stream().map(List::copyOf).toList();
  }

  /** A speaker and its BGP identifier. */
  public record Speaker(VrfRef vrf, BgpSpeaker config, Ipv4Address routerId) {}

  /** A session with the address that each side speaks from. */
  public record Session(
      int a, BgpPeer endA, Ipv4Address addressA, int b, BgpPeer endB, Ipv4Address addressB) {}

  /** A route of a speaker's own. */
  public record Announced(
      Prefix prefix, BgpOrigin origin, long med, long tag, @Nullable RoutePolicy policy) {

    /** Origin IGP, MED 0. */
    public static Announced of(Prefix prefix) {
      return new Announced(prefix, BgpOrigin.IGP, 0, 0, null);
    }
  }
}
