/** Tests of the package of the same name. */
@NullMarked
package io.towpath.azure.lifecycle;

import org.jspecify.annotations.NullMarked;
