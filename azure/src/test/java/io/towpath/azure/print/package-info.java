/** Tests of this package. */
@NullMarked
package io.towpath.azure.print;

import org.jspecify.annotations.NullMarked;
