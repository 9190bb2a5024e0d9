/** Tests of this package. */
@NullMarked
package io.towpath.azure.script;

import org.jspecify.annotations.NullMarked;
