package io.towpath.azure.script;

import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An object of ARM that is put together, or taken apart, member by member. Members are named by
 * paths such as {@code properties.ipConfigurations[0].name}. Mutable, for one thread.
 */
final class JsonTree {
  private static final int MOST_ITEMS = 10_000;

  private final Branch root;

  private sealed interface Node {}

  /** An object; touched once something was taken out of it. */
  private static final class Branch implements Node {
    private final Map<String, Node> members = new LinkedHashMap<>();
    private final Origin origin;
    private boolean touched;

    Branch(Origin origin) {
      this.origin = origin;
    }
  }

  /** An array; touched once something was taken out of it. */
  private static final class Items implements Node {
    private final List<Node> items = new ArrayList<>();
    private final Origin origin;
    private boolean touched;

    Items(Origin origin) {
      this.origin = origin;
    }
  }

  private record Leaf(DocumentValue value) implements Node {}

  private JsonTree(Branch root) {
    this.root = root;
  }

  /** An empty object. */
  static JsonTree at(Origin origin) {
    return new JsonTree(new Branch(origin));
  }

  static JsonTree of(ObjectValue object) {
    return new JsonTree(branch(object));
  }

  private static Branch branch(ObjectValue object) {
    Branch branch = new Branch(object.origin());
    object.members().forEach((name, member) -> branch.members.put(name, node(member.value())));
    return branch;
  }

  private static Node node(DocumentValue value) {
    return switch (value) {
      case ObjectValue object -> branch(object);
      case ArrayValue(List<DocumentValue> values, Origin origin) -> {
        Items items = new Items(origin);
        values.forEach(item -> items.items.add(node(item)));
        yield items;
      }
      case StringValue _, NumberValue _, BooleanValue _, NullValue _ -> new Leaf(value);
    };
  }

  /** Where the whole began. */
  Origin origin() {
    return root.origin;
  }

  /** What is in the tree now. */
  ObjectValue value() {
    return (ObjectValue) value(root);
  }

  private static DocumentValue value(Node node) {
    return switch (node) {
      case Leaf(DocumentValue value) -> value;
      case Items items ->
          new ArrayValue(items.items.stream().map(JsonTree::value).toList(), items.origin);
      case Branch branch -> {
        Map<String, Member> members = new LinkedHashMap<>();
        branch.members.forEach(
            (name, member) -> {
              DocumentValue value = value(member);
              members.put(name, new Member(name, value.origin(), value));
            });
        yield new ObjectValue(members, branch.origin);
      }
    };
  }

  /** The value at a path, or null. */
  @Nullable DocumentValue get(String path) {
    Node node = find(path);
    return node == null ? null : value(node);
  }

  private @Nullable Node find(String path) {
    @Nullable Node node = root;
    for (String step : steps(path)) {
      node = node == null ? null : child(node, step);
    }
    return node;
  }

  /** The text at a path, or null. */
  @Nullable String text(String path) {
    return switch (get(path)) {
      case StringValue(String text, Origin _) -> text;
      case NumberValue(String text, Origin _) -> text;
      case BooleanValue(boolean on, Origin _) -> Boolean.toString(on);
      case ArrayValue _, ObjectValue _, NullValue _ -> null;
      case null -> null;
    };
  }

  boolean has(String path) {
    return find(path) != null;
  }

  /** How many items a list has; 0 if there is none. */
  int size(String path) {
    return find(path) instanceof Items list ? list.items.size() : 0;
  }

  private static @Nullable Node child(Node node, String step) {
    return switch (node) {
      case Branch branch -> branch.members.get(step);
      case Items items -> {
        int index = index(step);
        yield index >= 0 && index < items.items.size() ? items.items.get(index) : null;
      }
      case Leaf _ -> null;
    };
  }

  /**
   * Puts a value at a path, making the objects and lists on the way.
   *
   * @throws IllegalArgumentException if something else stands on the way
   */
  void put(String path, DocumentValue value) {
    List<String> steps = steps(path);
    Node at = root;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i + 1 == steps.size();
      Node next = last ? node(value) : child(at, steps.get(i));
      if (next == null) {
        next =
            index(steps.get(i + 1)) >= 0 ? new Items(value.origin()) : new Branch(value.origin());
      }
      set(at, steps.get(i), next, path);
      at = next;
    }
  }

  private static void set(Node at, String step, Node value, String path) {
    switch (at) {
      case Branch branch -> branch.members.put(step, value);
      case Items items -> {
        int index = index(step);
        if (index < 0 || index > MOST_ITEMS) {
          throw new IllegalArgumentException("\"" + path + "\" leads nowhere");
        }
        while (items.items.size() <= index) {
          items.items.add(new Branch(items.origin));
        }
        items.items.set(index, value);
      }
      case Leaf _ -> throw new IllegalArgumentException("\"" + path + "\" leads through a value");
    }
  }

  /** Takes the value at a path out; items of lists keep their places. */
  void remove(String path) {
    List<String> steps = steps(path);
    Node at = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      touch(at);
      Node next = child(at, step);
      if (next == null) {
        return;
      }
      at = next;
    }
    touch(at);
    String last = steps.getLast();
    switch (at) {
      case Branch branch -> branch.members.remove(last);
      case Items items -> items.items.set(index(last), new Branch(items.origin));
      case Leaf _ -> {}
    }
  }

  private static void touch(Node node) {
    switch (node) {
      case Branch branch -> branch.touched = true;
      case Items items -> items.touched = true;
      case Leaf _ -> {}
    }
  }

  /** What was not taken out, in pieces as large as they were put in. */
  void forEachRest(BiConsumer<String, DocumentValue> consumer) {
    rest(root, "", consumer);
  }

  private static void rest(Node node, String path, BiConsumer<String, DocumentValue> consumer) {
    switch (node) {
      case Leaf(DocumentValue value) -> consumer.accept(path, value);
      case Branch branch -> {
        if (branch.members.isEmpty()) {
          return;
        }
        if (!branch.touched && !path.isEmpty() && !path.endsWith("properties")) {
          consumer.accept(path, value(branch));
          return;
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        branch.members.forEach((name, member) -> rest(member, prefix + name, consumer));
      }
      case Items items -> {
        if (!items.touched) {
          consumer.accept(path, value(items));
          return;
        }
        for (int i = 0; i < items.items.size(); i++) {
          rest(items.items.get(i), path + "[" + i + "]", consumer);
        }
      }
    }
  }

  private static int index(String step) {
    return step.startsWith("[") ? Integer.parseInt(step.substring(1, step.length() - 1)) : -1;
  }

  /**
   * The steps of a path: names, and positions in brackets.
   *
   * @throws IllegalArgumentException if it is no path
   */
  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    for (String part : path.split("\\.", -1)) {
      int bracket = part.indexOf('[');
      String name = bracket < 0 ? part : part.substring(0, bracket);
      String rest = bracket < 0 ? "" : part.substring(bracket);
      if (name.isEmpty() || !rest.matches("(\\[[0-9]{1,6}\\])*")) {
        throw new IllegalArgumentException("\"" + path + "\" is no path of a member");
      }
      steps.add(name);
      for (int at = 0; at < rest.length(); at = rest.indexOf(']', at) + 1) {
        steps.add(rest.substring(at, rest.indexOf(']', at) + 1));
      }
    }
    return steps;
  }
}
