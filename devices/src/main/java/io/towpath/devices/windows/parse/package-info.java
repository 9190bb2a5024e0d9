/** Reading PowerShell: tokens, commands, and what those of known cmdlets say. */
@NullMarked
package io.towpath.devices.windows.parse;

import org.jspecify.annotations.NullMarked;
