/** What Azure accepts and what bites later: findings about resources alone. */
@NullMarked
package io.towpath.azure.gotcha;

import org.jspecify.annotations.NullMarked;
