/** The routing engine: tables of a topology for a given set of live sessions and tunnels. */
@NullMarked
package io.towpath.routing.engine;

import org.jspecify.annotations.NullMarked;
