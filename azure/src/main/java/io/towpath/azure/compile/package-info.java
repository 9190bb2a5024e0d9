/** Compiles Azure resources to a fragment of a network. */
@NullMarked
package io.towpath.azure.compile;

import org.jspecify.annotations.NullMarked;
