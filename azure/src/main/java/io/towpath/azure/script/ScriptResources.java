package io.towpath.azure.script;

import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.script.AzCommand.Named;
import io.towpath.azure.script.AzOption.Constant;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Unsupported;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resources that the commands of one script have made so far. Mutable, for one thread. */
final class ScriptResources {
  private final ResourceReader reader;
  private final ResourceDefaults defaults;
  private final Map<ResourceId, JsonTree> drafts = new LinkedHashMap<>();
  // Look-ups only. What was written as ARM has it, and needs no unfolding.
  private final Set<JsonTree> asWritten = new HashSet<>();
  // Look-ups only. What has an error already is not read, so that it has that one alone.
  private final Set<JsonTree> broken = new HashSet<>();
  // Look-ups only: where in its list an item stands.
  private final Map<ResourceId, Integer> items = new HashMap<>();
  private final ScriptScope scope;
  private final OptionMembers members;
  private @Nullable JsonTree last;

  ScriptResources(ResourceReader reader, ResourceDefaults defaults, ScriptScope scope) {
    this.reader = reader;
    this.defaults = defaults;
    this.scope = scope;
    this.members = new OptionMembers(reader);
  }

  void apply(AzCommand command, AzArguments arguments) {
    last = null;
    try {
      switch (command.act()) {
        case MAKE -> make(command, arguments);
        case ADD_ITEM -> addItem(command, arguments);
        case CHANGE -> change(command, arguments);
        case UPDATE -> update(command, arguments);
      }
    } catch (InvalidInputException | IllegalArgumentException e) {
      if (last != null) {
        broken.add(last);
      }
      throw e;
    }
  }

  /** {@code az vm create} without {@code --nics}. */
  void makeMachine(AzCommand command, AzArguments arguments) {
    Optional<String> problem = MachineParts.problem(arguments);
    if (problem.isPresent()) {
      reader.add(
          new Unsupported(
              arguments.origin(), "az " + arguments.words() + problem.get(), List.of()));
      last = null;
      return;
    }
    for (AzArguments part : MachineParts.commands(arguments)) {
      apply(AzCommands.named(part.words()).orElse(command), part);
    }
    String machine = arguments.required("--name", "-n").text();
    JsonTree nic =
        drafts.get(
            scope.id(
                arguments,
                NetworkInterface.TYPE,
                MachineParts.interfaceName(machine),
                arguments.origin()));
    if (nic != null) {
      nic.put(
          "properties.ipConfigurations[0].name",
          new StringValue(MachineParts.configurationName(machine), arguments.origin()));
    }
  }

  private void make(AzCommand command, AzArguments arguments) {
    ResourceId id = named(command, arguments);
    JsonTree tree = drafts.computeIfAbsent(id, _ -> JsonTree.at(arguments.origin()));
    last = tree;
    if (command.owners().isEmpty()) {
      scope
          .location(arguments)
          .ifPresent(word -> tree.put("location", new StringValue(word.text(), word.origin())));
    }
    constants(command, "", tree, arguments.origin());
    members.set(command, arguments, "", tree, id);
    CommandDefaults.fixed(command, "", tree, arguments.origin());
    CommandDefaults.parts(id, tree, arguments.origin());
    if (CommandDefaults.makesAddress(id, tree)) {
      reader.add(
          new Unsupported(
              arguments.origin(),
              "az "
                  + arguments.words()
                  + ": without --subnet and --public-ip-address it makes an address of its own;"
                  + " state one",
              List.of()));
    }
    AzCommands.completing(command.type()).stream()
        .filter(one -> one.named() == Named.BY_OPTION && !one.list().isEmpty())
        .forEach(one -> register(one, id, tree));
  }

  /** The resource that owners and name say. */
  private ResourceId named(AzCommand command, AzArguments arguments) {
    StringBuilder path = new StringBuilder();
    for (String owner : command.owners()) {
      path.append(arguments.required(owner).text()).append('/');
    }
    ShellWord name = arguments.required("--name", "-n");
    return scope.id(arguments, command.type(), path + name.text(), name.origin());
  }

  /** Notes where items stand that were made along with a resource. */
  private void register(AzCommand command, ResourceId id, JsonTree tree) {
    for (int i = 0; i < tree.size(command.list()); i++) {
      String name = tree.text(command.list() + "[" + i + "].name");
      if (name != null) {
        items.putIfAbsent(id.child(member(command), name), i);
      }
    }
  }

  private void addItem(AzCommand command, AzArguments arguments) {
    ShellWord owner = arguments.required(command.owners().getFirst());
    ResourceId id = scope.id(arguments, command.type(), owner.text(), owner.origin());
    ShellWord name =
        switch (command.named()) {
          case BY_OPTION -> arguments.required("--name", "-n");
          case BY_PEERING_TYPE -> arguments.required("--peering-type");
          case NOT -> new ShellWord("", arguments.origin());
        };
    JsonTree tree = drafts.get(id);
    if (tree == null) {
      child(command, arguments, id, name);
      return;
    }
    last = tree;
    int index = index(command, id, tree, name);
    String prefix = command.list() + "[" + index + "].";
    if (command.named() != Named.NOT) {
      tree.put(prefix + "name", new StringValue(name.text(), name.origin()));
    }
    constants(command, prefix, tree, arguments.origin());
    members.set(command, arguments, prefix, tree, id);
    CommandDefaults.fixed(command, prefix, tree, arguments.origin());
    CommandDefaults.rule(command, id, prefix, tree, arguments.origin());
  }

  /** The place of a new item, or of the one of that name, which is made anew. */
  private int index(AzCommand command, ResourceId id, JsonTree tree, ShellWord name) {
    int next = tree.size(command.list());
    if (command.named() == Named.NOT) {
      return next;
    }
    Integer known = items.putIfAbsent(id.child(member(command), name.text()), next);
    return known == null ? next : known;
  }

  private static String member(AzCommand command) {
    return command.list().substring(command.list().lastIndexOf('.') + 1);
  }

  /** The child of a resource that another file has. */
  private void child(AzCommand command, AzArguments arguments, ResourceId owner, ShellWord name) {
    if (command.itemType().isEmpty()) {
      throw missing(arguments, owner);
    }
    ResourceId id = owner.child(member(command), name.text());
    JsonTree tree = drafts.computeIfAbsent(id, _ -> JsonTree.at(arguments.origin()));
    last = tree;
    constants(command, "", tree, arguments.origin());
    members.set(command, arguments, "", tree, owner);
    CommandDefaults.fixed(command, "", tree, arguments.origin());
  }

  private void change(AzCommand command, AzArguments arguments) {
    ShellWord name = arguments.required("--name", "-n");
    ResourceId id = scope.id(arguments, command.type(), name.text(), name.origin());
    JsonTree tree = drafts.get(id);
    if (tree == null) {
      throw missing(arguments, id);
    }
    last = tree;
    constants(command, "", tree, arguments.origin());
    members.set(command, arguments, "", tree, id);
  }

  private void update(AzCommand command, AzArguments arguments) {
    if (command.list().isEmpty()) {
      ResourceId id = named(command, arguments);
      update(command, arguments, "", drafts.get(id), id);
      return;
    }
    ShellWord owner = arguments.required(command.owners().getFirst());
    String name = arguments.required("--name", "-n").text();
    ResourceId id = scope.id(arguments, command.type(), owner.text(), owner.origin());
    ResourceId item = id.child(member(command), name);
    JsonTree tree = drafts.get(id);
    int index = tree == null ? -1 : place(command, tree, name);
    if (index >= 0) {
      update(command, arguments, command.list() + "[" + index + "].", tree, id);
    } else {
      update(command, arguments, "", drafts.get(item), item);
    }
  }

  private void update(
      AzCommand command,
      AzArguments arguments,
      String prefix,
      @Nullable JsonTree tree,
      ResourceId id) {
    if (tree == null) {
      throw missing(arguments, id);
    }
    last = tree;
    members.set(command, arguments, prefix, tree, id);
  }

  /** Where an item of a name stands; -1 if there is none. */
  private static int place(AzCommand command, JsonTree tree, String name) {
    for (int i = 0; i < tree.size(command.list()); i++) {
      if (name.equalsIgnoreCase(tree.text(command.list() + "[" + i + "].name"))) {
        return i;
      }
    }
    return -1;
  }

  private static InvalidInputException missing(AzArguments arguments, ResourceId id) {
    return new InvalidInputException(
        Finding.error(
            "TP2016",
            arguments.origin(),
            "\"az "
                + arguments.words()
                + "\" changes "
                + id.label()
                + ", which no command before it makes.",
            "Make it first in this script, or correct the name or the group."));
  }

  private static void constants(AzCommand command, String prefix, JsonTree tree, Origin origin) {
    for (Constant one : command.constants()) {
      tree.put(prefix + one.path(), new StringValue(one.value(), origin));
    }
  }

  /** {@code az resource create}: a resource, or its properties, as JSON. */
  void create(AzArguments arguments) {
    ResourceId id = scope.statedId(arguments, "--id");
    ShellWord word = arguments.required("--properties", "-p");
    DocumentValue json = OptionValues.json(word);
    if (!(json instanceof ObjectValue object)) {
      throw OptionValues.bad(word.origin(), "--properties is no JSON object", "Write {…}.");
    }
    JsonTree tree;
    if (arguments.option("--is-full-object").isPresent()) {
      tree = JsonTree.of(object);
    } else {
      tree = JsonTree.at(arguments.origin());
      tree.put("properties", object);
    }
    arguments
        .word("--location", "-l")
        .ifPresent(place -> tree.put("location", new StringValue(place.text(), place.origin())));
    drafts.put(id, tree);
    asWritten.add(tree);
    last = tree;
  }

  /** {@code az resource update --set}: members by their paths. */
  void update(AzArguments arguments) {
    ResourceId id = scope.statedId(arguments, "--ids");
    JsonTree tree = drafts.get(id);
    if (tree == null) {
      throw missing(arguments, id);
    }
    last = tree;
    for (String name : arguments.options().keySet()) {
      if (name.equals("--remove") || name.equals("--add")) {
        reader.add(new Unsupported(arguments.origin(), name + " of az resource update", List.of()));
      }
    }
    arguments
        .option("--set")
        .ifPresent(set -> set.words().forEach(word -> set(word.text(), word.origin())));
  }

  /** Sets a member of the resource that the last command made: {@code PATH=VALUE}. */
  void set(String setting, Origin origin) {
    JsonTree tree = last;
    int equals = setting.indexOf('=');
    if (tree == null || equals <= 0) {
      throw OptionValues.bad(
          origin, "\"" + setting + "\" sets no member of a resource", "Write MEMBER=VALUE.");
    }
    try {
      tree.put(
          setting.substring(0, equals),
          OptionValues.setting(new ShellWord(setting.substring(equals + 1), origin)));
    } catch (IllegalArgumentException e) {
      throw OptionValues.bad(origin, e.getMessage() + "", "Correct the path of the member.");
    }
  }

  /** Hands everything to the reader, in the order in which it was made. */
  void finish() {
    drafts.forEach(
        (id, tree) -> {
          if (broken.contains(tree)) {
            return;
          }
          try {
            if (!asWritten.contains(tree)) {
              Folding.unfold(id, tree);
            }
          } catch (IllegalArgumentException e) {
            reader.add(
                OptionValues.bad(tree.origin(), e.getMessage() + "", "State the full id.")
                    .findings()
                    .getFirst());
            return;
          }
          tree.put("id", new StringValue(id.toString(), tree.origin()));
          reader.add(tree.value(), defaults);
        });
  }
}
