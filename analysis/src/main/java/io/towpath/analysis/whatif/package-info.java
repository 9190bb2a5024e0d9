/** What a failure changes: routes that move, pairs that lose or change their path. */
@NullMarked
package io.towpath.analysis.whatif;

import org.jspecify.annotations.NullMarked;
