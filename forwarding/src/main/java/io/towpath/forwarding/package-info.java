/** The walk of a packet, and the Solver that decides which sessions and tunnels live. */
@NullMarked
package io.towpath.forwarding;

import org.jspecify.annotations.NullMarked;
