/** Random routers, and what a router means, for printing and reading again. */
@NullMarked
package io.towpath.devices.print;

import org.jspecify.annotations.NullMarked;
