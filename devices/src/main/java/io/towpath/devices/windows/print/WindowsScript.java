package io.towpath.devices.windows.print;

import io.towpath.devices.print.NotExpressible;
import java.util.List;

/**
 * A PowerShell script that sets up one node.
 *
 * @param text the script, for a server and for people
 * @param notExpressible what Windows cannot do, or does otherwise, in the order of the script
 */
public record WindowsScript(String text, List<NotExpressible> notExpressible) {
  public WindowsScript {
    notExpressible = List.copyOf(notExpressible);
  }
}
