package io.towpath.azure.reader;

import org.jspecify.annotations.Nullable;

/**
 * What completes the ids of a file's resources where neither the id nor the resource says it.
 *
 * @param subscription null if the estate states none
 * @param resourceGroup null if the estate states none
 */
public record ResourceDefaults(@Nullable String subscription, @Nullable String resourceGroup) {

  /** Every resource has to state its own. */
  public static final ResourceDefaults NONE = new ResourceDefaults(null, null);
}
