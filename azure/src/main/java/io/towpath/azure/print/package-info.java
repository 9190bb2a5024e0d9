/** Printing resources: as an ARM template, which the reader reads back to the same resources. */
@NullMarked
package io.towpath.azure.print;

import org.jspecify.annotations.NullMarked;
