package io.towpath.azure.script;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the words after an option into the value of a member. */
final class OptionValues {
  private final AzArguments arguments;
  private final ResourceId resource;

  /**
   * Starts.
   *
   * @param resource whose subscription and group complete a name
   */
  OptionValues(AzArguments arguments, ResourceId resource) {
    this.arguments = arguments;
    this.resource = resource;
  }

  /** The value; null if an empty word says that there is none. */
  @Nullable DocumentValue of(AzOption option, String name, AzArguments.Option words) {
    return switch (option.form()) {
      case TEXT -> text(AzArguments.single(words, name));
      case NUMBER -> {
        ShellWord word = AzArguments.single(words, name);
        if (!word.text().matches("-?[0-9]{1,18}")) {
          throw bad(word.origin(), name + ": \"" + word.text() + "\" is no number", "Correct it.");
        }
        yield new NumberValue(word.text(), word.origin());
      }
      case FLAG, BOOL ->
          new BooleanValue(
              words.words().isEmpty() || truth(AzArguments.single(words, name), name),
              words.origin());
      case TEXTS -> {
        List<DocumentValue> values = new ArrayList<>();
        words.words().forEach(word -> addAll(word, values));
        yield new ArrayValue(values, words.origin());
      }
      case REFERENCE -> {
        ShellWord word = AzArguments.single(words, name);
        boolean none = word.text().isEmpty() || word.text().equals("null");
        yield none ? null : reference(word, option.type(), name);
      }
      case REFERENCES ->
          new ArrayValue(
              words.words().stream()
                  .filter(word -> !word.text().isEmpty())
                  .<DocumentValue>map(word -> reference(word, option.type(), name))
                  .toList(),
              words.origin());
      case SERVICES ->
          new ArrayValue(
              words.words().stream().<DocumentValue>map(OptionValues::service).toList(),
              words.origin());
      case NEXT_HOPS -> NextHopWords.read(words, name);
    };
  }

  private static @Nullable DocumentValue text(ShellWord word) {
    return word.text().isEmpty() ? null : new StringValue(word.text(), word.origin());
  }

  /** A list in one word has blanks between its items. */
  private static void addAll(ShellWord word, List<DocumentValue> values) {
    for (String part : word.text().strip().split("\\s+", -1)) {
      if (!part.isEmpty()) {
        values.add(new StringValue(part, word.origin()));
      }
    }
  }

  private static boolean truth(ShellWord word, String name) {
    return switch (word.text().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> true;
      case "false", "f", "no", "n", "0" -> false;
      default ->
          throw bad(
              word.origin(),
              name + ": \"" + word.text() + "\" is neither true nor false",
              "Write true or false.");
    };
  }

  private static ObjectValue service(ShellWord word) {
    Map<String, Member> members = new LinkedHashMap<>();
    members.put(
        "service",
        new Member("service", word.origin(), new StringValue(word.text(), word.origin())));
    return new ObjectValue(members, word.origin());
  }

  /** True if things of a type are parts of a resource, which its commands call by name alone. */
  static boolean isPart(String type, ResourceId resource) {
    return type.toLowerCase(Locale.ROOT).startsWith(resource.type().toLowerCase(Locale.ROOT) + "/");
  }

  /**
   * A name stands for a resource of the same group, or a part of the same resource; a subnet is
   * named along with its VNet, a pool along with its load balancer.
   */
  private ObjectValue reference(ShellWord word, String type, String option) {
    String text = word.text();
    if (text.startsWith("/")) {
      return Folding.reference(text, word.origin());
    }
    String path = text;
    if (isPart(type, resource)) {
      path = resource.name() + "/" + text;
    } else if (type.endsWith("/subnets")) {
      path = arguments.required("--vnet-name").text() + "/" + text;
    } else if (type.endsWith("/backendAddressPools")) {
      path = arguments.required("--lb-name").text() + "/" + text;
    }
    try {
      ResourceId id = ResourceId.of(resource.subscription(), resource.resourceGroup(), type, path);
      return Folding.reference(id.toString(), word.origin());
    } catch (IllegalArgumentException e) {
      throw bad(
          word.origin(),
          option + ": \"" + text + "\" does not say which " + type + " is meant",
          "State the full id.");
    }
  }

  /** A value of {@code --set}: JSON if it is, else a text. */
  static DocumentValue setting(ShellWord word) {
    return ShellText.looksLikeJson(word.text())
        ? jsonOrText(word)
        : new StringValue(word.text(), word.origin());
  }

  private static DocumentValue jsonOrText(ShellWord word) {
    try {
      return json(word);
    } catch (InvalidInputException e) {
      return new StringValue(word.text(), word.origin());
    }
  }

  /** JSON in one word; all of it stands where the word does. */
  static DocumentValue json(ShellWord word) {
    try {
      return at(JsonReader.parse(word.text(), "json"), word.origin());
    } catch (InvalidInputException e) {
      String problem = e.findings().getFirst().message();
      throw bad(word.origin(), "the JSON cannot be read: " + problem, "Correct the JSON.");
    }
  }

  private static DocumentValue at(DocumentValue value, Origin origin) {
    return switch (value) {
      case StringValue(String text, Origin _) -> new StringValue(text, origin);
      case NumberValue(String text, Origin _) -> new NumberValue(text, origin);
      case BooleanValue(boolean on, Origin _) -> new BooleanValue(on, origin);
      case NullValue _ -> new NullValue(origin);
      case ArrayValue(List<DocumentValue> items, Origin _) ->
          new ArrayValue(items.stream().map(item -> at(item, origin)).toList(), origin);
      case ObjectValue(Map<String, Member> members, Origin _) -> {
        Map<String, Member> placed = new LinkedHashMap<>();
        members.forEach(
            (name, member) ->
                placed.put(name, new Member(name, origin, at(member.value(), origin))));
        yield new ObjectValue(placed, origin);
      }
    };
  }

  static InvalidInputException bad(Origin origin, String problem, String fix) {
    String message = Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
    return new InvalidInputException(
        Finding.error("TP2017", origin, message.endsWith(".") ? message : message + ".", fix));
  }
}
