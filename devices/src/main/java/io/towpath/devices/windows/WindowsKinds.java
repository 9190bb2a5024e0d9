package io.towpath.devices.windows;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about scripts of Windows servers stand for. */
public final class WindowsKinds {
  public static final FindingKind ASSUMED_NAT =
      FindingKind.info(
          "TP3204",
          "NAT that the script does not create",
          "The script adds an address to a NAT that it does not make. That one is assumed to exist"
              + " on the server and to translate every source.",
          "Add the New-NetNat that made it, so that its sources are known.");

  public static final FindingKind MAPPING_WITHOUT_PORT =
      FindingKind.warning(
          "TP3206",
          "R225",
          "Port mapping over a port that the NAT does not have",
          "A NAT has the ports of an outside address that were added to it. A mapping over another"
              + " port has no effect: what comes to that port is not handed to the machine inside.",
          "Add the port by Add-NetNatExternalAddress.");

  public static final FindingKind ASSUMED_ROLE =
      FindingKind.info(
          "TP3208",
          "Role that the script does not install",
          "A command needs a role of Windows Server that the script does not install. It is assumed"
              + " to be there; on a server without it the command does not exist.",
          "Add Install-WindowsFeature with the role.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(ASSUMED_NAT, MAPPING_WITHOUT_PORT, ASSUMED_ROLE);

  private WindowsKinds() {}
}
