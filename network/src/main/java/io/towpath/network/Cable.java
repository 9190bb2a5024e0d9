package io.towpath.network;

import io.towpath.net.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that joins fragments.
 *
 * @param from one end
 * @param to the other end
 * @param latency one way, or null
 */
public record Cable(End from, End to, @Nullable Duration latency, Origin origin) {

  /** An end of a cable. */
  public sealed interface End {
    /** An interface: a physical port carries all its sub-interfaces, a sub-interface itself. */
    record Plug(InterfaceRef at) implements End {}

    /** An open end of another fragment. */
    record Open(String name) implements End {}
  }
}
