package io.towpath.routing.engine;

import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.Origination;
import io.towpath.routing.ospf.OspfExternal;
import io.towpath.routing.ospf.OspfState;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One round of the engine: the tables without BGP, given what BGP selected in the round before, and
 * what BGP selects, given those.
 *
 * @param igp steps to the tables without BGP; the last one holds them
 * @param originations what each speaker originated
 * @param waiting speakers whose originations depend on what BGP selects
 * @param metrics costs of next hops that BGP asked for
 */
record Round(
    List<IgpStep> igp,
    List<List<Origination>> originations,
    BitSet waiting,
    NextHopCosts metrics,
    BgpState bgp,
    PrefixIndex prefixes) {

  /**
   * Tables without BGP for the OSPF routes of the step before, and OSPF for what they redistribute.
   *
   * @param given OSPF routes that the tables contain, null in the first step
   * @param bases by VRF; null where the engine does not need one
   */
  record IgpStep(
      @Nullable OspfState given,
      @Nullable BaseTable[] bases,
      List<List<OspfExternal>> externals,
      OspfState ospf) {}

  IgpStep last() {
    return igp.getLast();
  }

  /** Table of a VRF without BGP, or null if the engine does not need one. */
  @Nullable BaseTable base(int vrf) {
    return last().bases()[vrf];
  }

  /** True if a VRF's table without BGP is this very object. */
  @SuppressWarnings("ReferenceEquality") // equal content is one object where it matters
  boolean hasBase(int vrf, BaseTable base) {
    return base(vrf) == base;
  }

  /** What the speaker of a VRF selected, or null if the VRF has none. */
  @Nullable BgpView view(EngineIndex index, int vrf) {
    int speaker = index.sessions.speakerOf(vrf);
    return speaker < 0 ? null : new BgpView(bgp, prefixes, speaker);
  }

  /** True if the tables without BGP are those of another step. */
  boolean sameTables(IgpStep other) {
    for (int vrf = 0; vrf < other.bases().length; vrf++) {
      BaseTable here = base(vrf);
      BaseTable there = other.bases()[vrf];
      if (here != there && (here == null || there == null || !here.sameContent(there))) {
        return false;
      }
    }
    return true;
  }
}
