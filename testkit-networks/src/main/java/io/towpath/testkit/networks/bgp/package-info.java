/**
 * BGP networks by construction and at random, and a plain implementation of BGP to compare with.
 */
@NullMarked
package io.towpath.testkit.networks.bgp;

import org.jspecify.annotations.NullMarked;
