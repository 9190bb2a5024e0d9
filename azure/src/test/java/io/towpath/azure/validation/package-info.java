/** Tests of the package of the same name. */
@NullMarked
package io.towpath.azure.validation;

import org.jspecify.annotations.NullMarked;
