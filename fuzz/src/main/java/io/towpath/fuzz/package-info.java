/** Jazzer fuzz targets for the readers. */
@NullMarked
package io.towpath.fuzz;

import org.jspecify.annotations.NullMarked;
