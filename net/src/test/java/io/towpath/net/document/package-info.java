@NullMarked
package io.towpath.net.document;

import org.jspecify.annotations.NullMarked;
