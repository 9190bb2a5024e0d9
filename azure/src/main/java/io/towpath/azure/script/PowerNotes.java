package io.towpath.azure.script;

import io.towpath.azure.print.ArmResource;
import io.towpath.azure.print.NotExpressible;
import java.util.List;
import java.util.Optional;

/** States of machines that no command brings about. */
final class PowerNotes {
  private static final List<String> REACHED =
      List.of("PowerState/stopped", "PowerState/deallocated");

  private PowerNotes() {}

  /** A note if a machine is neither running, stopped nor deallocated. */
  static Optional<NotExpressible> of(ArmResource resource) {
    String code = JsonTree.of(resource.members()).text("properties.instanceView.statuses[0].code");
    return code == null || REACHED.contains(code)
        ? Optional.empty()
        : Optional.of(
            NotExpressible.approximated(
                resource.origin(),
                resource.id().label() + " is " + code.substring(code.indexOf('/') + 1),
                "No command makes it so; the script starts it"));
  }
}
