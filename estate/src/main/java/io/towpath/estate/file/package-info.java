/** {@code estate.yaml} as records: what was written, before any name is looked up. */
@NullMarked
package io.towpath.estate.file;

import org.jspecify.annotations.NullMarked;
