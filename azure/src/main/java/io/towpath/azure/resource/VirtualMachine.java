package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;

/**
 * A virtual machine, as far as the network needs it.
 *
 * @param networkInterfaces ids in the order of the guest's adapters, the primary one first
 * @param os Windows unless the disk or the profile says otherwise
 * @param powerState running unless stated
 */
public record VirtualMachine(
    ResourceId id,
    String location,
    List<ResourceId> networkInterfaces,
    OsType os,
    PowerState powerState,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Compute/virtualMachines}. */
  public static final String TYPE = "Microsoft.Compute/virtualMachines";

  public VirtualMachine {
    networkInterfaces = List.copyOf(networkInterfaces);
  }

  /** True if the guest runs, so that it answers and forwards. */
  public boolean isRunning() {
    return powerState == PowerState.RUNNING;
  }

  @Override
  public VirtualMachine unplaced() {
    return new VirtualMachine(id, location, networkInterfaces, os, powerState, Origin.NONE);
  }
}
