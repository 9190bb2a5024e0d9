/** Prints a node of the network as an FRR configuration. */
@NullMarked
package io.towpath.devices.frr.print;

import org.jspecify.annotations.NullMarked;
