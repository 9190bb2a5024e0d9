/** Gotchas that only the solved network shows, and the catalogue of all findings. */
@NullMarked
package io.towpath.estate.gotcha;

import org.jspecify.annotations.NullMarked;
