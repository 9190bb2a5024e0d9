package io.towpath.azure.reader;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.InvalidInputException;
import java.util.Optional;
import java.util.function.Consumer;

/** What all resources share: child resources nested in their parent, and the region. */
final class Children {

  private Children() {}

  /**
   * Reads the children that stand in a list of their parent, such as {@code subnets}. A broken one
   * is reported and the others are read.
   */
  static void read(ArmMembers parent, String type, Consumer<ArmMembers> reader) {
    parent.forEach(
        type,
        object -> {
          ResourceId id = parent.resource();
          try {
            Optional<String> name = object.optionalText("name");
            Optional<String> stated = object.optionalText("id");
            if (name.isEmpty() && stated.isEmpty()) {
              object.required("name"); // throws: missing
            }
            String child =
                name.orElseGet(
                    () -> stated.orElse("").substring(stated.orElse("").lastIndexOf('/') + 1));
            // A name may repeat that of the parent: "hub/GatewaySubnet".
            id = parent.resource().child(type, child.substring(child.lastIndexOf('/') + 1));
            reader.accept(ArmMembers.of(parent.notes(), id, object));
          } catch (InvalidInputException e) {
            parent.notes().addAll(e, id);
          }
        });
  }

  /** The region in short form; empty if not stated. */
  static String location(ArmMembers members) {
    return members.optionalText("location").map(members.notes()::location).orElse("");
  }
}
