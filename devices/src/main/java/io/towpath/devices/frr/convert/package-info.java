/** Turns blocks of an FRR configuration into a fragment of the network. */
@NullMarked
package io.towpath.devices.frr.convert;

import org.jspecify.annotations.NullMarked;
