/** Addresses, prefixes, packets and the small values that every other room of Towpath speaks in. */
@NullMarked
package io.towpath.net;

import org.jspecify.annotations.NullMarked;
