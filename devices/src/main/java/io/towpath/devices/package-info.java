/** Router and host configurations, read to network fragments. */
@NullMarked
package io.towpath.devices;

import org.jspecify.annotations.NullMarked;
