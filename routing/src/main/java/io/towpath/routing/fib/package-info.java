/** Forwarding tables: what the selected routes of a VRF do with a packet. */
@NullMarked
package io.towpath.routing.fib;

import org.jspecify.annotations.NullMarked;
