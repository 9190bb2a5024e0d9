/** Estates to begin with: what {@code towpath new} writes. */
@NullMarked
package io.towpath.estate.starter;

import org.jspecify.annotations.NullMarked;
