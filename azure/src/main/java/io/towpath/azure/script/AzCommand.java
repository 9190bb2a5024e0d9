package io.towpath.azure.script;

import io.towpath.azure.script.AzOption.Constant;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of {@code az} as what it does to a resource: it makes one, adds an item to a list of
 * one, or changes one. Printing and reading use the same description.
 *
 * @param words after {@code az}, such as {@code network vnet create}
 * @param type of the resource
 * @param owners options that name the resource, or its parents, outermost first
 * @param list the member to which an item is added; empty if none is
 * @param itemType of an item that is a resource of its own in ARM; empty if it is none
 * @param named how the name is told
 * @param constants what it sets without being asked
 * @param defaults what it sets unless an option says otherwise
 * @param options in the order in which they are printed
 */
record AzCommand(
    String words,
    Act act,
    String type,
    List<String> owners,
    String list,
    String itemType,
    Named named,
    List<Constant> constants,
    List<Default> defaults,
    List<AzOption> options) {
  AzCommand {
    owners = List.copyOf(owners);
    constants = List.copyOf(constants);
    defaults = List.copyOf(defaults);
    options = List.copyOf(options);
  }

  /** What a command does. */
  enum Act {
    MAKE,
    ADD_ITEM,
    CHANGE,
    /** Changes what another command makes; read, and never printed. */
    UPDATE
  }

  /**
   * What a command sets unless it is told.
   *
   * @param path of the member, in the resource or in the item of a list
   * @param value a text, or {@code true} or {@code false}
   * @param unless members beside which it is not set
   */
  record Default(String path, String value, List<String> unless) {
    Default {
      unless = List.copyOf(unless);
    }

    /** True if nothing under a prefix says what this would. */
    boolean isOpen(JsonTree tree, String prefix) {
      return !tree.has(prefix + path) && unless.stream().noneMatch(one -> tree.has(prefix + one));
    }

    /** The value as a member of ARM. */
    DocumentValue at(Origin origin) {
      return value.equals("true") || value.equals("false")
          ? new BooleanValue(Boolean.parseBoolean(value), origin)
          : new StringValue(value, origin);
    }
  }

  /** How a command tells the name of what it makes. */
  enum Named {
    /** By {@code --name}. */
    BY_OPTION,
    /** The item is called as its member {@code peeringType} says. */
    BY_PEERING_TYPE,
    /** The item has no name. */
    NOT
  }

  /** A command that makes a resource. */
  static AzCommand make(String words, String type, String... owners) {
    return new AzCommand(
        words,
        Act.MAKE,
        type,
        List.of(owners),
        "",
        "",
        Named.BY_OPTION,
        List.of(),
        List.of(),
        List.of());
  }

  /** A command that adds an item to a list of a resource, which an option names. */
  static AzCommand add(String words, String type, String owner, String list) {
    return new AzCommand(
        words,
        Act.ADD_ITEM,
        type,
        List.of(owner),
        list,
        "",
        Named.BY_OPTION,
        List.of(),
        List.of(),
        List.of());
  }

  /** A command that changes a resource. */
  static AzCommand change(String words, String type) {
    return new AzCommand(
        words,
        Act.CHANGE,
        type,
        List.of(),
        "",
        "",
        Named.BY_OPTION,
        List.of(),
        List.of(),
        List.of());
  }

  /** The command that changes what this one makes; options of its parts are none of it. */
  AzCommand updating(String changing) {
    List<AzOption> own =
        options.stream()
            .filter(option -> option.isPrinted() && !option.path().contains("[0]"))
            .toList();
    return new AzCommand(
        changing, Act.UPDATE, type, owners, list, itemType, named, List.of(), List.of(), own);
  }

  AzCommand with(AzOption... more) {
    return new AzCommand(
        words, act, type, owners, list, itemType, named, constants, defaults, List.of(more));
  }

  AzCommand setting(String path, String value) {
    List<Constant> all = new ArrayList<>(constants);
    all.add(new Constant(path, value));
    return new AzCommand(words, act, type, owners, list, itemType, named, all, defaults, options);
  }

  /**
   * The same command, which sets a member that no option states.
   *
   * @param unless other members that state the same, so that this one stays away
   */
  AzCommand defaulting(String path, String value, String... unless) {
    List<Default> all = new ArrayList<>(defaults);
    all.add(new Default(path, value, List.of(unless)));
    return new AzCommand(words, act, type, owners, list, itemType, named, constants, all, options);
  }

  /** The type of what it makes or changes. */
  String subject() {
    return list.isEmpty() ? type : type + "/" + list.substring(list.lastIndexOf('.') + 1);
  }

  AzCommand named(Named how) {
    return new AzCommand(
        words, act, type, owners, list, itemType, how, constants, defaults, options);
  }

  /** Its items are resources too. */
  AzCommand items(String resourceType) {
    return new AzCommand(
        words, act, type, owners, list, resourceType, named, constants, defaults, options);
  }
}
