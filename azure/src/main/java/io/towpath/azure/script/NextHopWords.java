package io.towpath.azure.script;

import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses after {@code --next-hop}, an object with one list, as the commands take it: {@code
 * next-hop-ip-addresses=[A,B]}, the same in braces with a colon, or JSON.
 *
 * @see "Azure CLI: az network route-table route create, shorthand syntax"
 */
final class NextHopWords {
  private static final String KEY = "next-hop-ip-addresses";

  private static final Pattern LIST =
      Pattern.compile(
          "\\{?\\s*[\"']?(?:"
              + KEY
              + "|nextHopIpAddresses)[\"']?\\s*[=:]\\s*\\[([^\\[\\]]*)\\]\\s*\\}?");

  private NextHopWords() {}

  /** The word for a list of addresses. */
  static String of(List<String> addresses) {
    return KEY + "=[" + String.join(",", addresses) + "]";
  }

  /** The addresses; null if the word says that there are none. */
  static @Nullable DocumentValue read(AzArguments.Option words, String name) {
    ShellWord word = AzArguments.single(words, name);
    String text = word.text().strip();
    if (text.isEmpty() || text.equals("null")) {
      return null;
    }
    Matcher list = LIST.matcher(text);
    if (!list.matches()) {
      throw OptionValues.bad(
          word.origin(),
          name + ": \"" + word.text() + "\" cannot be read",
          "Write " + name + " \"" + KEY + "=[ADDRESS,ADDRESS]\".");
    }
    List<DocumentValue> addresses = new ArrayList<>();
    for (String item : list.group(1).split(",", -1)) {
      addresses.add(new StringValue(item.strip().replaceAll("^[\"']|[\"']$", ""), word.origin()));
    }
    return new ArrayValue(addresses, word.origin());
  }
}
