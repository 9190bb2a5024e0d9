/** Which address each gateway instance, edge endpoint, interface and public address has. */
@NullMarked
package io.towpath.azure.assignment;

import org.jspecify.annotations.NullMarked;
