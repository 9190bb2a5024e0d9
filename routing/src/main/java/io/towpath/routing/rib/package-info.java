/** Routing tables: candidates, their selection by a precedence table, and the reasons. */
@NullMarked
package io.towpath.routing.rib;

import org.jspecify.annotations.NullMarked;
