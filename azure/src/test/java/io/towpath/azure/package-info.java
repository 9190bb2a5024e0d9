/** Tests of Azure resources. */
@NullMarked
package io.towpath.azure;

import org.jspecify.annotations.NullMarked;
