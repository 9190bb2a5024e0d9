package io.towpath.azure.reader;

import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds expressions of the template language, which a resource with literal values has not. */
final class TemplateExpressions {

  // A call in brackets; "[text]" alone may well be a literal in a tag or description.
  private static final Pattern CALL =
      Pattern.compile("\\[\\s*[A-Za-z_][A-Za-z0-9_.]*\\s*\\(.*\\]", Pattern.DOTALL);

  private TemplateExpressions() {}

  /** The first expression in a value, in the order of the file. */
  static Optional<StringValue> first(DocumentValue value) {
    return switch (value) {
      case StringValue text -> isExpression(text.text()) ? Optional.of(text) : Optional.empty();
      case ObjectValue object -> {
        for (Member member : object.members().values()) {
          Optional<StringValue> found = first(member.value());
          if (found.isPresent()) {
            yield found;
          }
        }
        yield Optional.empty();
      }
      case ArrayValue array -> {
        for (DocumentValue item : array.items()) {
          Optional<StringValue> found = first(item);
          if (found.isPresent()) {
            yield found;
          }
        }
        yield Optional.empty();
      }
      case NumberValue _, BooleanValue _, NullValue _ -> Optional.empty();
    };
  }

  private static boolean isExpression(String text) {
    return text.startsWith("[")
        && !text.startsWith("[[")
        && text.endsWith("]")
        && CALL.matcher(text).matches();
  }
}
