/** Turning the statements of a Windows script into a fragment with one node. */
@NullMarked
package io.towpath.devices.windows.convert;

import org.jspecify.annotations.NullMarked;
