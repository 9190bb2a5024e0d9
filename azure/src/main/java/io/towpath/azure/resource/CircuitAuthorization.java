package io.towpath.azure.resource;

import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A permission for one connection from another subscription (R128).
 *
 * @param key null if not printed
 */
public record CircuitAuthorization(
    ResourceId id, @Nullable String key, AuthorizationUse use, Origin origin) {

  /** The same content without places. */
  public CircuitAuthorization unplaced() {
    return new CircuitAuthorization(id, key, use, Origin.NONE);
  }
}
