package io.towpath.azure.script;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The options of one command with their words.
 *
 * @param words what the command is called, without {@code az}
 * @param options by name as written, in order
 * @param origin where the command begins
 */
record AzArguments(String words, Map<String, Option> options, Origin origin) {

  /** Options whose words are added to those before. */
  private static final Set<String> REPEATED = Set.of("--set", "--add", "--remove", "--defaults");

  /** One option with the words after it. */
  record Option(List<ShellWord> words, Origin origin) {
    Option {
      words = List.copyOf(words);
    }
  }

  /** Reads a command whose first word is {@code az}. */
  static AzArguments of(ShellCommand command) {
    StringBuilder called = new StringBuilder();
    Map<String, List<ShellWord>> words = new LinkedHashMap<>();
    Map<String, Origin> places = new LinkedHashMap<>();
    String option = "";
    for (ShellWord word : command.words().subList(1, command.words().size())) {
      String text = word.text();
      if (isOption(text)) {
        int equals = text.indexOf('=');
        option = equals < 0 ? text : text.substring(0, equals);
        List<ShellWord> values = words.computeIfAbsent(option, _ -> new ArrayList<>());
        if (!REPEATED.contains(option)) {
          values.clear(); // of an option that is there twice the last one counts
        }
        places.put(option, word.origin());
        if (equals >= 0) {
          values.add(new ShellWord(text.substring(equals + 1), word.origin()));
        }
      } else if (option.isEmpty()) {
        called.append(called.isEmpty() ? "" : " ").append(text);
      } else {
        words.getOrDefault(option, new ArrayList<>()).add(word);
      }
    }
    Map<String, Option> options = new LinkedHashMap<>();
    words.forEach(
        (name, values) ->
            options.put(name, new Option(values, places.getOrDefault(name, command.origin()))));
    return new AzArguments(called.toString(), options, command.origin());
  }

  private static boolean isOption(String word) {
    return word.length() > 1 && word.charAt(0) == '-' && !Character.isDigit(word.charAt(1));
  }

  /**
   * The same command for each resource that {@code --ids} names, by the options that name it;
   * itself if that option is not there.
   *
   * @throws InvalidInputException TP2017 for an id of something else
   */
  List<AzArguments> forIds(AzCommand command) {
    Option ids = options.get("--ids");
    if (ids == null) {
      return List.of(this);
    }
    return ids.words().stream()
        .flatMap(
            word ->
                Stream.of(word.text().strip().split("\\s+", -1))
                    .map(text -> new ShellWord(text, word.origin())))
        .map(id -> forId(command, id))
        .toList();
  }

  private AzArguments forId(AzCommand command, ShellWord word) {
    ResourceId id = ScriptScope.parse(word);
    String[] names = id.path().split("/", -1);
    if (!id.isOfType(command.subject()) || names.length != command.owners().size() + 1) {
      throw OptionValues.bad(
          word.origin(),
          "--ids of az " + words + ": " + id.label() + " is none of " + command.subject(),
          "State the id of what the command is about.");
    }
    Map<String, Option> named = new LinkedHashMap<>(options);
    named.remove("--ids");
    named.put("--subscription", of(id.subscription(), word));
    named.put("--resource-group", of(id.resourceGroup(), word));
    for (int i = 0; i < command.owners().size(); i++) {
      named.put(command.owners().get(i), of(names[i], word));
    }
    named.put("--name", of(id.name(), word));
    return new AzArguments(words, named, origin);
  }

  private static Option of(String text, ShellWord word) {
    return new Option(List.of(new ShellWord(text, word.origin())), word.origin());
  }

  /** The first of some options that is there. */
  Optional<Option> option(String... names) {
    for (String name : names) {
      Option found = options.get(name);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The one word of an option. */
  Optional<ShellWord> word(String... names) {
    return option(names).map(found -> single(found, names[0]));
  }

  /**
   * The one word of an option that must be there.
   *
   * @throws InvalidInputException TP2015 if it is not
   */
  ShellWord required(String... names) {
    return word(names)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Finding.error(
                        "TP2015",
                        origin,
                        "\"az " + words + "\" lacks " + String.join(" or ", names) + ".",
                        "Add it.")));
  }

  /** The word after an option that takes exactly one. */
  static ShellWord single(Option option, String name) {
    if (option.words().size() != 1) {
      throw new InvalidInputException(
          Finding.error(
              "TP2017",
              option.origin(),
              name + " takes one word, here are " + option.words().size() + ".",
              "Write one word after it, in quotes if it has blanks."));
    }
    return option.words().getFirst();
  }
}
