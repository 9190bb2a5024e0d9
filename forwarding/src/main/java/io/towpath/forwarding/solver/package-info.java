/** The outer loop: which sessions and tunnels live, and the routing that follows from them. */
@NullMarked
package io.towpath.forwarding.solver;

import org.jspecify.annotations.NullMarked;
