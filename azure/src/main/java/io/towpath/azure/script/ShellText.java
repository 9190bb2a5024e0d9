package io.towpath.azure.script;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.JsonWriter;
import java.util.regex.Pattern;

/** Words of a shell command as they are written so that the shell reads them back. */
final class ShellText {
  private static final String SAFE = "[A-Za-z0-9_./:@%+,=-]+";

  /** An object, an array, a quoted text, a number or a word of JSON; anything with a line end. */
  private static final Pattern JSON =
      Pattern.compile(
          "[\\[{\"].*|-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?|true|false|null|.*\n.*",
          Pattern.DOTALL);

  private static final String VARIABLE = "NET";

  private final String prefix;

  /**
   * Starts.
   *
   * @param first a resource of the group whose ids are shortened
   */
  ShellText(ResourceId first) {
    prefix = prefix(first);
  }

  private static String prefix(ResourceId id) {
    return "/subscriptions/"
        + id.subscription()
        + "/resourceGroups/"
        + id.resourceGroup()
        + "/providers/Microsoft.Network";
  }

  /** The line that assigns the variable. */
  String assignment() {
    return VARIABLE + "=" + word(prefix);
  }

  /** A word that may hold anything. */
  static String word(String text) {
    return text.matches(SAFE) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** An id, shortened by the variable where that can be. */
  String id(String id) {
    String rest = id.startsWith(prefix + "/") ? id.substring(prefix.length()) : "";
    return rest.matches(SAFE) ? "\"$" + VARIABLE + rest + "\"" : word(id);
  }

  /** A member with its value, as {@code --set} takes it. */
  static String setting(String path, DocumentValue value) {
    return path + "=" + plain(value);
  }

  /** A text as it is, unless it would be taken for JSON; anything else as JSON. */
  private static String plain(DocumentValue value) {
    if (value instanceof StringValue string) {
      String text = string.text();
      return looksLikeJson(text) ? JsonWriter.compact(value) : text;
    }
    return JsonWriter.compact(value);
  }

  /** True if a reader tries to read it as JSON. */
  static boolean looksLikeJson(String text) {
    return JSON.matcher(text).matches();
  }
}
