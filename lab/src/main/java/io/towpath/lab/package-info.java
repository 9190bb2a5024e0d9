/** The same network with real packets and real protocol daemons, in Linux network namespaces. */
@NullMarked
package io.towpath.lab;

import org.jspecify.annotations.NullMarked;
