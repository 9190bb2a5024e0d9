/**
 * How resources may change over time, as data.
 *
 * <p>A loaded estate is one moment, so nothing here is enforced on it; whoever changes resources
 * one after the other asks these tables.
 */
@NullMarked
package io.towpath.azure.lifecycle;

import org.jspecify.annotations.NullMarked;
