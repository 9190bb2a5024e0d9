/** Tests of gotchas that resources alone show. */
@NullMarked
package io.towpath.azure.gotcha;

import org.jspecify.annotations.NullMarked;
