/** Commands; the one composition root. */
@NullMarked
package io.towpath.cli;

import org.jspecify.annotations.NullMarked;
