package io.towpath.net.document;

import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Types of YAML scalars: the core schema of YAML 1.2.2 §10.3. */
final class YamlScalars {
  private static final String CORE = "tag:yaml.org,2002:";

  // YAML 1.2.2 §10.3.2, the rows for !!int and !!float.
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private YamlScalars() {}

  static DocumentValue value(ScalarEvent scalar, Origin origin) {
    String text = scalar.getValue();
    Optional<String> tag = scalar.getTag();
    if (tag.isEmpty()) {
      return scalar.isPlain() ? plain(text, origin) : new StringValue(text, origin);
    }
    DocumentValue typed = plain(text, origin);
    String name = tag.get();
    boolean fits =
        switch (name) {
          case "!", CORE + "str" -> {
            typed = new StringValue(text, origin);
            yield true;
          }
          case CORE + "int", CORE + "float" -> typed instanceof NumberValue;
          case CORE + "bool" -> typed instanceof BooleanValue;
          case CORE + "null" -> typed instanceof NullValue;
          default -> throw unknownTag(name, origin);
        };
    if (!fits) {
      throw YamlReader.refused(
          origin,
          Quoted.word(text) + " does not fit its tag " + Quoted.word(shown(name)) + ".",
          "Remove the tag or correct the value.");
    }
    return typed;
  }

  private static DocumentValue plain(String text, Origin origin) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new NullValue(origin);
      case "true", "True", "TRUE" -> new BooleanValue(true, origin);
      case "false", "False", "FALSE" -> new BooleanValue(false, origin);
      default ->
          mayBeNumber(text.charAt(0)) && NUMBER.matcher(text).matches()
              ? new NumberValue(text, origin)
              : new StringValue(text, origin);
    };
  }

  private static boolean mayBeNumber(char first) {
    return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
  }

  /** Refuses any tag of a collection but its own. */
  static void expectTag(Optional<String> tag, String own, Origin origin) {
    if (tag.isPresent() && !tag.get().equals(own) && !tag.get().equals("!")) {
      throw unknownTag(tag.get(), origin);
    }
  }

  private static RuntimeException unknownTag(String tag, Origin origin) {
    return YamlReader.refused(
        origin, "The tag " + Quoted.word(shown(tag)) + " is not supported.", "Remove the tag.");
  }

  private static String shown(String tag) {
    return tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
  }
}
