/** Tests of the package of the same name. */
@NullMarked
package io.towpath.azure.resource;

import org.jspecify.annotations.NullMarked;
