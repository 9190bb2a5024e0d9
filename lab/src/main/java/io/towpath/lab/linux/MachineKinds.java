package io.towpath.lab.linux;

import static io.towpath.net.FindingKind.warning;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings about a machine that is to run labs stand for. */
public final class MachineKinds {
  static final FindingKind MISSING_PROGRAM =
      warning(
          "TP7002",
          "Program that is not installed",
          "Labs consist of the daemons of FRR and strongSwan and of tools of Linux. Without this"
              + " one some labs cannot be started: those with tunnels, with hosts that ask for"
              + " their addresses, or with latency. It is an error where every lab needs it.",
          "Install the package, as towpath doctor says, or run the lab on another machine.");

  static final FindingKind MISSING_FEATURE =
      warning(
          "TP7003",
          "Feature of the kernel that does not work",
          "It was tried here and failed with the kernel's own words. Labs that need it are not"
              + " started, or do without as the message says. It is an error where every lab needs"
              + " it.",
          "Load the module, grant the capability, or run the lab on another machine.");

  static final FindingKind TIGHT_LIMIT =
      warning(
          "TP7004",
          "Limit that a large lab meets",
          "Each router of a lab runs a dozen threads with open files and sockets. A lab of some two"
              + " hundred routers meets this limit, and daemons then fail to start or die. Smaller"
              + " labs are not affected.",
          "Raise the limit, as towpath doctor says.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(MISSING_PROGRAM, MISSING_FEATURE, TIGHT_LIMIT);

  private MachineKinds() {}
}
