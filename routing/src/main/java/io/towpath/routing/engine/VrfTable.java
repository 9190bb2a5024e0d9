package io.towpath.routing.engine;

import io.towpath.routing.fib.Fib;
import io.towpath.routing.rib.Rib;
import org.jspecify.annotations.Nullable;

/** Table of one VRF, or of several with equal content: what it holds and what it does. */
interface VrfTable extends Rib {

  /** Its forwarding form; compiled once. */
  Fib fib();

  /** Its forwarding form if it was compiled, else null. */
  @Nullable CompiledFib compiled();
}
