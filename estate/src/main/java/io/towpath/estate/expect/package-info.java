/** Running the expectations of an estate. */
@NullMarked
package io.towpath.estate.expect;

import org.jspecify.annotations.NullMarked;
