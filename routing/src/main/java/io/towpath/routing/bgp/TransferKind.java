package io.towpath.routing.bgp;

import java.util.List;

/**
 * What determines how attributes change when a route is sent or received, apart from AS path and
 * next hop. Ends of equal kind share their memory of results.
 */
sealed interface TransferKind {

  /** Policies in order. */
  List<CompiledPolicy> policies();

  /** Sending. */
  record Export(boolean external, boolean sendCommunity, List<CompiledPolicy> policies)
      implements TransferKind {}

  /** Receiving; numbers of 32 bits are unsigned in an int. */
  record Import(
      boolean external, int defaultLocalPreference, int weight, List<CompiledPolicy> policies)
      implements TransferKind {}
}
