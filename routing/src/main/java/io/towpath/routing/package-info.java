/** RIBs, BGP, OSPF, route exchange and FIBs for a given set of live sessions and tunnels. */
@NullMarked
package io.towpath.routing;

import org.jspecify.annotations.NullMarked;
