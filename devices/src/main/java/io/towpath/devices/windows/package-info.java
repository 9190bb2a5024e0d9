/** Windows Server as its administrators write it down: a PowerShell script, as statements. */
@NullMarked
package io.towpath.devices.windows;

import org.jspecify.annotations.NullMarked;
