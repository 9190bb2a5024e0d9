/**
 * The vendor-neutral network: what every front end compiles to and every engine works on.
 *
 * <p>Names are stable keys. Front ends yield {@link io.towpath.network.Fragment}s, {@code
 * NetworkAssembly} joins them into a {@link io.towpath.network.Network}, and a {@link
 * io.towpath.network.NetworkDelta} changes one.
 */
@NullMarked
package io.towpath.network;

import org.jspecify.annotations.NullMarked;
