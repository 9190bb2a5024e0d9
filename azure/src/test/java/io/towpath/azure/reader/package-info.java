/** Tests of reading resources. */
@NullMarked
package io.towpath.azure.reader;

import org.jspecify.annotations.NullMarked;
