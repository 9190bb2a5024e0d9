package io.towpath.azure.reader;

import io.towpath.azure.access.BuiltInRole;
import io.towpath.azure.access.RoleAssignment;
import io.towpath.net.Unsupported;
import io.towpath.net.document.Members;
import java.util.List;
import java.util.Optional;

/** Role assignments, as {@code az role assignment list} and templates have them (R239). */
final class RoleAssignmentReading {
  static final String TYPE = "Microsoft.Authorization/roleAssignments";

  private RoleAssignmentReading() {}

  /** An assignment; nothing if its role is not modelled, which is reported. */
  static Optional<RoleAssignment> read(Members object, ReadingNotes notes) {
    Members properties = object.optionalObject("properties").orElse(object);
    String name =
        object
            .optionalText("name")
            .orElseGet(() -> object.optionalText("id").orElse("(without name)"));
    String definition = properties.text("roleDefinitionId");
    Optional<BuiltInRole> role =
        BuiltInRole.of(definition)
            .or(() -> properties.optionalText("roleDefinitionName").flatMap(BuiltInRole::of));
    if (role.isEmpty()) {
      notes.add(
          new Unsupported(
              object.origin().ofResource(name, null),
              TYPE + " \"" + name + "\" of the role " + definition,
              List.of()));
      return Optional.empty();
    }
    return Optional.of(
        new RoleAssignment(
            name,
            properties.text("principalId"),
            properties.optionalText("principalName").orElse(""),
            role.get(),
            properties.text("scope"),
            object.origin()));
  }
}
