/** OSPFv2 (RFC 2328): adjacencies, shortest paths, external routes. */
@NullMarked
package io.towpath.routing.ospf;

import org.jspecify.annotations.NullMarked;
