package io.towpath.routing.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.VrfRef;

/**
 * A speaker with what the caller resolved for it.
 *
 * @param vrf VRF of its table; unique among the speakers, it orders them
 * @param routerId BGP identifier (RFC 4271 §4.2)
 */
public record SpeakerInput(VrfRef vrf, BgpSpeaker config, Ipv4Address routerId) {}
