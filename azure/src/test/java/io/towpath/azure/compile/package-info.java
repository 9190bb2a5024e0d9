@NullMarked
package io.towpath.azure.compile;

import org.jspecify.annotations.NullMarked;
