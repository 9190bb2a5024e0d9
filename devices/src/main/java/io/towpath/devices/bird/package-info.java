/** Router configurations for BIRD 2: printing only. */
@NullMarked
package io.towpath.devices.bird;

import org.jspecify.annotations.NullMarked;
