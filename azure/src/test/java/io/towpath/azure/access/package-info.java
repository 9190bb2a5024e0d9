@NullMarked
package io.towpath.azure.access;

import org.jspecify.annotations.NullMarked;
