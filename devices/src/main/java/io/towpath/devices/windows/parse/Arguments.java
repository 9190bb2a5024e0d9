package io.towpath.devices.windows.parse;

import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The words of a command, bound to the parameters of its cmdlet. For one thread. */
final class Arguments {
  private final PowerShellCommand command;
  private final Map<String, Word> bound = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();

  /** A value that is known only when the script runs. */
  static final class RunTimeValueException extends NotModelledException {
    private static final long serialVersionUID = 1;

    RunTimeValueException(String parameter) {
      super("the value of -" + parameter + ", known only when the script runs,");
    }
  }

  /** A parameter that the cmdlet cannot do without. */
  static final class MissingParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MissingParameterException(String parameter) {
      super("-" + parameter + " is missing");
    }
  }

  private Arguments(PowerShellCommand command) {
    this.command = command;
  }

  /** Binds by name, by the beginning of a name, and by position. */
  static Arguments bind(PowerShellCommand command, Signature signature) {
    Arguments arguments = new Arguments(command);
    List<Word> words = command.words();
    List<Word> positional = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (!(words.get(i) instanceof Word.Parameter(String written, boolean colon))) {
        positional.add(words.get(i));
        continue;
      }
      boolean valueFollows = i + 1 < words.size() && !(words.get(i + 1) instanceof Word.Parameter);
      String name = signature.parameter(written);
      if (name == null) {
        arguments.unknown.add("-" + written);
        i += valueFollows ? 1 : 0;
      } else if (arguments.bound.containsKey(name)) {
        throw new IllegalArgumentException("-" + written + " is there twice");
      } else if (signature.switches().contains(name) && !colon) {
        arguments.bound.put(name, Word.Value.of("True"));
      } else if (valueFollows) {
        arguments.bound.put(name, words.get(++i));
      } else {
        throw new IllegalArgumentException("-" + written + " has no value");
      }
    }
    arguments.place(positional, signature);
    return arguments;
  }

  private void place(List<Word> positional, Signature signature) {
    List<String> free =
        signature.positions().stream().filter(name -> !bound.containsKey(name)).toList();
    for (int i = 0; i < positional.size(); i++) {
      if (i < free.size()) {
        bound.put(free.get(i), positional.get(i));
      } else {
        unknown.add(
            positional.get(i) instanceof Word.Value(List<String> values) && values != null
                ? String.join(", ", values)
                : "…");
      }
    }
  }

  /** Line at which the command begins. */
  int line() {
    return command.line();
  }

  /** Parameters that the cmdlet is not known to have, and values too many. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  boolean has(String name) {
    return bound.containsKey(name);
  }

  /** True for a switch that is on. */
  boolean isOn(String name) {
    return has(name) && !text(name).equalsIgnoreCase("false");
  }

  /** Commands in braces; null if there are none. */
  @Nullable List<PowerShellCommand> block(String name) {
    return bound.get(name) instanceof Word.Block(List<PowerShellCommand> commands)
        ? commands
        : null;
  }

  /** All values; empty if the parameter is not there. */
  List<String> texts(String name) {
    return switch (bound.get(name)) {
      case null -> List.of();
      case Word.Value(List<String> values) when values != null -> values;
      case Word.Value _, Word.Block _, Word.Parameter _ -> throw new RunTimeValueException(name);
    };
  }

  /**
   * The value.
   *
   * @throws MissingParameterException if there is none
   * @throws NotModelledException if there are several
   */
  String text(String name) {
    List<String> values = texts(name);
    if (values.isEmpty()) {
      throw new MissingParameterException(name);
    }
    if (values.size() > 1) {
      throw new NotModelledException("-" + name + " with several values");
    }
    return values.getFirst();
  }

  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  /**
   * What the value means.
   *
   * @throws IllegalArgumentException if it is missing or means nothing
   */
  <T> T value(String name, Function<String, T> reading) {
    return read(name, text(name), reading);
  }

  /** What all values mean; empty if the parameter is not there. */
  <T> List<T> values(String name, Function<String, T> reading) {
    return texts(name).stream().map(text -> read(name, text, reading)).toList();
  }

  /** What all values together mean; what none means if the parameter is not there. */
  <T> T all(String name, Function<List<String>, T> reading) {
    try {
      return reading.apply(texts(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("-" + name + ": " + e.getMessage(), e);
    }
  }

  private static <T> T read(String name, String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("-" + name + ": " + e.getMessage(), e);
    }
  }

  Ipv4Address address(String name) {
    return value(name, Texts::address);
  }

  @Nullable Ipv4Address optionalAddress(String name) {
    return has(name) ? address(name) : null;
  }

  /** Addresses; null if the parameter is not there. */
  @Nullable List<Ipv4Address> addresses(String name) {
    return has(name) ? values(name, Texts::address) : null;
  }

  int integer(String name, int low, int high) {
    return value(name, text -> Texts.integer(decimal(text), low, high));
  }

  /** PowerShell turns {@code 0x10} into 16 for a parameter that is a number. */
  private static String decimal(String text) {
    return text.matches("0[xX][0-9a-fA-F]{1,7}")
        ? Integer.toString(Integer.parseInt(text.substring(2), 16))
        : text;
  }

  int integer(String name, int low, int high, int otherwise) {
    return has(name) ? integer(name, low, high) : otherwise;
  }

  /** {@code Enabled} or {@code Disabled}; null if the parameter is not there. */
  @Nullable Boolean enabled(String name) {
    return has(name) ? value(name, Texts::isEnabled) : null;
  }

  /** The value in lower case; {@code otherwise} if the parameter is not there. */
  String word(String name, String otherwise) {
    return has(name) ? text(name).toLowerCase(Locale.ROOT) : otherwise;
  }

  /**
   * One of the words that the cmdlet takes, in lower case; the first if the parameter is not there.
   */
  String oneOf(String name, String... words) {
    return has(name) ? value(name, text -> Texts.oneOf(text, words)) : words[0];
  }
}
