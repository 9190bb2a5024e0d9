/** What is up: interface state, BGP session ends and tunnel ends with their candidate peers. */
@NullMarked
package io.towpath.routing.live;

import org.jspecify.annotations.NullMarked;
