/** Walks with their reasons, all paths, traceroute and ping in the forms of Windows and Linux. */
@NullMarked
package io.towpath.forwarding.trace;

import org.jspecify.annotations.NullMarked;
