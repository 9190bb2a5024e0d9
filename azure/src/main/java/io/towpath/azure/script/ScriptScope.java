package io.towpath.azure.script;

import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the commands of a script work unless they say so themselves: subscription, group and
 * region. Mutable, for one thread.
 */
final class ScriptScope {
  private @Nullable String subscription;
  private @Nullable String group;
  private @Nullable ShellWord location;
  // Look-ups only: the regions of groups, by subscription and name.
  private final Map<String, ShellWord> groups = new HashMap<>();

  ScriptScope(ResourceDefaults defaults) {
    this.subscription = defaults.subscription();
    this.group = defaults.resourceGroup();
  }

  /** Goes to another subscription. */
  void enter(ShellWord name) {
    subscription = name.text();
  }

  /** {@code az configure --defaults} and {@code az config set}: settings as {@code NAME=value}. */
  void configure(List<ShellWord> settings) {
    for (ShellWord setting : settings) {
      String text = setting.text();
      String value = text.substring(text.indexOf('=') + 1);
      @Nullable String set = value.isEmpty() ? null : value;
      switch (text.substring(0, text.length() - value.length())) {
        case "group=" -> group = set;
        case "location=" -> location = set == null ? null : new ShellWord(set, setting.origin());
        default -> {} // of other commands
      }
    }
  }

  /** {@code az group create}. */
  void group(AzArguments arguments) {
    Optional<ShellWord> name = arguments.word("--name", "-n", "--resource-group", "-g");
    Optional<ShellWord> place = arguments.word("--location", "-l");
    if (name.isPresent() && place.isPresent()) {
      groups.put(key(subscription(arguments), name.get().text()), place.get());
    }
  }

  private static String key(String subscription, String group) {
    return (subscription + "/" + group).toLowerCase(Locale.ROOT);
  }

  /** The region of what a command makes: its own, the default one, or that of the group. */
  Optional<ShellWord> location(AzArguments arguments) {
    return arguments
        .word("--location", "-l")
        .or(() -> Optional.ofNullable(location))
        .or(
            () ->
                Optional.ofNullable(
                    groups.get(key(subscription(arguments), resourceGroup(arguments)))));
  }

  private String subscription(AzArguments arguments) {
    return arguments
        .word("--subscription")
        .map(ShellWord::text)
        .orElse(subscription == null ? "" : subscription);
  }

  private String resourceGroup(AzArguments arguments) {
    return arguments
        .word("--resource-group", "-g")
        .map(ShellWord::text)
        .orElse(group == null ? "" : group);
  }

  /** The id of a resource by its type and name. */
  ResourceId id(AzArguments arguments, String type, String name, Origin origin) {
    String own = subscription(arguments);
    String in = resourceGroup(arguments);
    if (own.isBlank() || in.isBlank()) {
      throw OptionValues.bad(
          arguments.origin(),
          "nothing says in which "
              + (own.isBlank() ? "subscription" : "group")
              + " \"az "
              + arguments.words()
              + "\" works",
          own.isBlank()
              ? "Begin with az account set --subscription, or state it in the estate."
              : "Add --resource-group, or state it in the estate.");
    }
    try {
      return ResourceId.of(own, in, type, name);
    } catch (IllegalArgumentException e) {
      throw OptionValues.bad(origin, e.getMessage() + "", "A name has no \"/\".");
    }
  }

  /** The id as stated by an option, or made of group, type and name. */
  ResourceId statedId(AzArguments arguments, String option) {
    Optional<ShellWord> stated = arguments.word(option);
    if (stated.isPresent()) {
      return parse(stated.get());
    }
    ShellWord name = arguments.required("--name", "-n");
    return id(arguments, arguments.required("--resource-type").text(), name.text(), name.origin());
  }

  static ResourceId parse(ShellWord id) {
    try {
      return ResourceId.parse(id.text());
    } catch (IllegalArgumentException e) {
      throw OptionValues.bad(id.origin(), e.getMessage() + "", "State the full id.");
    }
  }
}
