@NullMarked
package io.towpath.net;

import org.jspecify.annotations.NullMarked;
