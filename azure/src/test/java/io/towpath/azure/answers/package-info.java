@NullMarked
package io.towpath.azure.answers;

import org.jspecify.annotations.NullMarked;
