package io.towpath.azure.print;

import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds literal texts that a template would take for an expression. */
final class Expressions {
  private Expressions() {}

  /** A note if a resource has such a text, say as a shared key. */
  static Optional<NotExpressible> in(ArmResource resource) {
    return isIn(resource.members())
        ? Optional.of(
            NotExpressible.approximated(
                resource.origin(),
                "a text in brackets of " + resource.id().label(),
                "A template takes it for an expression; begin it with [[ before you deploy"))
        : Optional.empty();
  }

  private static boolean isIn(DocumentValue value) {
    return switch (value) {
      case StringValue(String text, Origin _) -> text.startsWith("[") && text.endsWith("]");
      case ArrayValue(List<DocumentValue> items, Origin _) ->
          items.stream().anyMatch(Expressions::isIn);
      case ObjectValue(Map<String, DocumentValue.Member> members, Origin _) ->
          members.values().stream().anyMatch(member -> isIn(member.value()));
      case NumberValue _, BooleanValue _, NullValue _ -> false;
    };
  }
}
