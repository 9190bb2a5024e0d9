/** Tests of the package of the same name. */
@NullMarked
package io.towpath.azure.assignment;

import org.jspecify.annotations.NullMarked;
