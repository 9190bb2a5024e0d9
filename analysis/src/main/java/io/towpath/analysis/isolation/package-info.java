/** Which tables packets can come to at all, and whether two places share one. */
@NullMarked
package io.towpath.analysis.isolation;

import org.jspecify.annotations.NullMarked;
