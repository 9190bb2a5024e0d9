package io.towpath.routing.bgp;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the dialect of IOS-XE: {@code . [ ] ^ $ * + ? | ( )} as usual, and {@code
 * _} for a border, which is a blank, comma, brace, parenthesis, or the beginning or end.
 *
 * @param pattern what finds matches, or null if the expression is invalid
 * @param error what is wrong with it, or an empty string
 */
public record RouterExpression(@Nullable Pattern pattern, String error) {
  private static final String BORDER = "(?:^|$|[ ,{}()])";

  /** Compiles an expression. */
  public static RouterExpression compile(String text) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char escaped = text.charAt(++i);
        // A digit refers back to a group, in both dialects.
        java.append(
            Character.isDigit(escaped) ? "\\" + escaped : Pattern.quote(String.valueOf(escaped)));
      } else if (inClass) {
        inClass = c != ']';
        // Java gives these a meaning inside a class, IOS-XE does not.
        java.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
      } else if (c == '[') {
        inClass = true;
        java.append(c);
      } else if (c == '_') {
        java.append(BORDER);
      } else if (c == '{' || c == '}' || c == '\\') {
        java.append('\\').append(c);
      } else {
        java.append(c);
      }
    }
    try {
      return new RouterExpression(Pattern.compile(java.toString()), "");
    } catch (PatternSyntaxException e) {
      return new RouterExpression(null, e.getDescription());
    }
  }

  /** True if the text contains a match; never true for an invalid expression. */
  public boolean isIn(String text) {
    return pattern != null && pattern.matcher(text).find();
  }
}
