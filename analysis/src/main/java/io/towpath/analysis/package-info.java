/** What-if differences between two solutions of a network. */
@NullMarked
package io.towpath.analysis;

import org.jspecify.annotations.NullMarked;
