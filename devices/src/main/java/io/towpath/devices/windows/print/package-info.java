/** Printing a node as the PowerShell script of a Windows Server. */
@NullMarked
package io.towpath.devices.windows.print;

import org.jspecify.annotations.NullMarked;
