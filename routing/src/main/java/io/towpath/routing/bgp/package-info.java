/** BGP-4 for a given set of live sessions: decision process, policies, Adj-RIBs and Loc-RIB. */
@NullMarked
package io.towpath.routing.bgp;

import org.jspecify.annotations.NullMarked;
