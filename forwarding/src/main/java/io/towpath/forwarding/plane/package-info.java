/**
 * The data plane: what every node does with one packet, on dense ids and primitive headers.
 *
 * <p>{@link io.towpath.forwarding.plane.Dataplane} advances a {@link
 * io.towpath.forwarding.plane.Cursor} node by node; everything else walks, traces and proves
 * through it.
 */
@NullMarked
package io.towpath.forwarding.plane;

import org.jspecify.annotations.NullMarked;
