/** Bytes that walks have carried over interfaces. */
@NullMarked
package io.towpath.analysis.ledger;

import org.jspecify.annotations.NullMarked;
