package io.towpath.azure.reader;

import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.OsType;
import io.towpath.azure.resource.PowerState;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Virtual machines: interfaces, operating system, power state; nothing else matters. */
final class VirtualMachineReading {

  private VirtualMachineReading() {}

  static VirtualMachine virtualMachine(ArmMembers members) {
    return new VirtualMachine(
        members.resource(),
        Children.location(members),
        members.object("networkProfile").map(VirtualMachineReading::interfaces).orElse(List.of()),
        os(members),
        powerState(members),
        members.origin());
  }

  /** The primary interface first, the others in the order written. */
  private static List<ResourceId> interfaces(ArmMembers profile) {
    if (profile.has("networkInterfaceConfigurations")) {
      profile.reportUnsupported("networkInterfaceConfigurations");
    }
    List<ResourceId> ids = profile.references("networkInterfaces", NetworkInterface.TYPE);
    List<Boolean> primary = new ArrayList<>();
    profile.forEach(
        "networkInterfaces",
        object ->
            primary.add(
                ArmMembers.of(profile.notes(), profile.resource(), object).bool("primary", false)));
    int first = primary.indexOf(true);
    if (first > 0 && first < ids.size()) {
      List<ResourceId> ordered = new ArrayList<>(ids);
      ordered.addFirst(ordered.remove(first));
      return ordered;
    }
    return ids;
  }

  private static OsType os(ArmMembers members) {
    Optional<OsType> ofDisk =
        members
            .object("storageProfile")
            .flatMap(storage -> storage.object("osDisk"))
            .flatMap(disk -> disk.choice("osType", OsType.values(), "R214"));
    if (ofDisk.isPresent()) {
      return ofDisk.get();
    }
    boolean linux =
        members
            .object("osProfile")
            .filter(profile -> profile.has("linuxConfiguration"))
            .isPresent();
    return linux ? OsType.LINUX : OsType.WINDOWS;
  }

  /** {@code az vm list -d} prints {@code VM running}; instance views {@code PowerState/running}. */
  private static PowerState powerState(ArmMembers members) {
    Optional<String> text = members.optionalText("powerState");
    if (text.isEmpty()) {
      text = members.object("instanceView").flatMap(VirtualMachineReading::ofInstanceView);
    }
    if (text.isEmpty()) {
      text =
          members
              .object("extended")
              .flatMap(extended -> extended.object("instanceView"))
              .flatMap(VirtualMachineReading::ofInstanceView);
    }
    if (text.isEmpty()) {
      return PowerState.RUNNING;
    }
    String word = text.get().substring(text.get().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (word.startsWith("vm ")) {
      word = word.substring(3);
    }
    for (PowerState state : PowerState.values()) {
      if (state.azureName().equals(word)) {
        return state;
      }
    }
    return PowerState.UNKNOWN;
  }

  private static Optional<String> ofInstanceView(ArmMembers view) {
    Optional<String> direct =
        view.object("powerState").flatMap(state -> state.optionalText("code"));
    if (direct.isPresent()) {
      return direct;
    }
    return view.list("statuses")
        .map(status -> Members.tolerant(status, "statuses").optionalText("code").orElse(""))
        .filter(code -> code.startsWith("PowerState/"))
        .findFirst();
  }
}
