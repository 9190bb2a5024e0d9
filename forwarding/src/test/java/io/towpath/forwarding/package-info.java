@NullMarked
package io.towpath.forwarding;

import org.jspecify.annotations.NullMarked;
