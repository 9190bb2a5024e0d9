/** What guests do that no resource says: whether they forward, and what they refuse. */
@NullMarked
package io.towpath.azure.guest;

import org.jspecify.annotations.NullMarked;
