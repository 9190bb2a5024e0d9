/** Fuzz targets for the readers: whatever comes in, an answer or a finding with its place. */
@NullMarked
package io.towpath.fuzz;

import org.jspecify.annotations.NullMarked;
