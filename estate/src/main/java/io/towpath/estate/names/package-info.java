/** The names that people type, and what they stand for. */
@NullMarked
package io.towpath.estate.names;

import org.jspecify.annotations.NullMarked;
