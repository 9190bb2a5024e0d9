package io.towpath.azure.reader;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.document.Members;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which resource an object describes: its id, or what an id is made of. */
final class ResourceIdentity {

  private ResourceIdentity() {}

  /**
   * The type with its namespace: as stated, completed by the parent's, or cut out of the id;
   * nothing if the object says neither.
   */
  static Optional<String> type(Members object, @Nullable ResourceId parent) {
    Optional<String> type = object.optionalText("type");
    if (type.isPresent()) {
      return type.map(
          stated -> stated.contains(".") || parent == null ? stated : parent.type() + "/" + stated);
    }
    return object.optionalText("id").map(ResourceIdentity::typeOf);
  }

  /** The type in an id of any form: of {@code …/providers/NAMESPACE/TYPE/NAME/TYPE/NAME}. */
  private static String typeOf(String id) {
    String[] parts = id.split("/", -1);
    int provider = -1;
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].equalsIgnoreCase("providers")) {
        provider = i + 1;
      }
    }
    StringBuilder type = new StringBuilder();
    for (int i = provider; provider > 0 && i < parts.length; i += i == provider ? 1 : 2) {
      type.append(i == provider ? "" : "/").append(parts[i]);
    }
    return type.toString();
  }

  /** The id as stated, or built from subscription, group, type and name. */
  static ResourceId id(
      Members object, String type, ResourceDefaults defaults, @Nullable ResourceId parent) {
    Optional<String> stated = object.optionalText("id").filter(text -> !text.isBlank());
    String subscription =
        object
            .optionalText("subscriptionId")
            .orElse(parent == null ? defaults.subscription() : parent.subscription());
    String group =
        object
            .optionalText("resourceGroup")
            .filter(text -> !text.isBlank())
            .orElse(parent == null ? defaults.resourceGroup() : parent.resourceGroup());
    if (stated.isPresent()) {
      return stated(object, stated.get(), type, subscription, group);
    }
    if (subscription == null || group == null) {
      throw broken(
          object,
          "a resource without id also lacks its "
              + (subscription == null ? "subscription" : "resource group"),
          "State \"id\", or the default of the file in the estate.");
    }
    try {
      return ResourceId.of(subscription, group, type, fullName(object.text("name"), type, parent));
    } catch (IllegalArgumentException e) {
      throw broken(object, e.getMessage() + "", "A child is named PARENT/CHILD.");
    }
  }

  private static ResourceId stated(
      Members object,
      String text,
      String type,
      @Nullable String subscription,
      @Nullable String group) {
    ResourceId id;
    try {
      id = ResourceId.parse(text, subscription, group);
    } catch (IllegalArgumentException e) {
      throw broken(object, e.getMessage() + "", "State the full id.");
    }
    if (!id.isOfType(type)) {
      throw broken(
          object,
          "the id is that of a " + id.type() + ", but the type is " + type,
          "Correct one of the two.");
    }
    return id;
  }

  /** A nested child is called by its own name or by {@code PARENT/CHILD}. */
  private static String fullName(String name, String type, @Nullable ResourceId parent) {
    long wanted = type.chars().filter(c -> c == '/').count();
    long found = name.chars().filter(c -> c == '/').count() + 1;
    return parent != null && found < wanted ? parent.path() + "/" + name : name;
  }

  private static InvalidInputException broken(Members object, String problem, String fix) {
    return new InvalidInputException(Finding.error("TP2001", object.origin(), problem + ".", fix));
  }
}
