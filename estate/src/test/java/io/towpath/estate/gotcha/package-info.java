/** Tests of gotchas and of the catalogue of findings. */
@NullMarked
package io.towpath.estate.gotcha;

import org.jspecify.annotations.NullMarked;
