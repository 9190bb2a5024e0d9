package io.towpath.lab.plan;

import io.towpath.net.Prefix;
import io.towpath.network.VrfRef;
import java.util.List;

/** A set of addresses in an nftables ruleset that follows from routing: the agent fills it. */
public sealed interface DynamicSet {
  /** Table of nftables that holds the sets, in the form of {@code nft}. */
  String TABLE = "inet towpath";

  /** Name of the set within the table. */
  String name();

  /**
   * What the active routes of some classes cover in a VRF (R199, R211 a).
   *
   * @param extra prefixes that always belong to it
   */
  record Covered(String name, VrfRef vrf, List<String> classes, List<Prefix> extra)
      implements DynamicSet {
    public Covered {
      classes = List.copyOf(classes);
      extra = List.copyOf(extra);
    }
  }

  /** Destinations that a VRF delivers through a filter (R67, R68). */
  record Delivered(String name, VrfRef vrf, String filter) implements DynamicSet {}
}
