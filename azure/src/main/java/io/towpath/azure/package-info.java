/** Azure resources as records, and their compilation to network fragments. */
@NullMarked
package io.towpath.azure;

import org.jspecify.annotations.NullMarked;
