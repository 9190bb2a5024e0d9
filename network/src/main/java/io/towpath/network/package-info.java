/** The vendor-neutral network that every front end compiles to. */
@NullMarked
package io.towpath.network;

import org.jspecify.annotations.NullMarked;
