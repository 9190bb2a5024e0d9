/** Tables as answers: the rows and columns that Azure, {@code az} and routers print. */
@NullMarked
package io.towpath.estate.answers;

import org.jspecify.annotations.NullMarked;
