package io.towpath.network;

import java.util.List;

/**
 * Layer 2 role of an interface on a node that bridges.
 *
 * @param vlans VLANs that pass; one for an access port; empty on a trunk means all
 * @param tagged true for a trunk
 * @param nativeVlan VLAN of untagged frames on a trunk; 0 if none
 */
public record SwitchPort(List<Integer> vlans, boolean tagged, int nativeVlan) {
  public SwitchPort {
    vlans = List.copyOf(vlans);
  }
}
