package io.towpath.azure.script;

import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.script.AzCommand.Act;
import io.towpath.azure.script.AzOption.Constant;
import io.towpath.net.Origin;
import io.towpath.net.Unsupported;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets the members that the options of a command stand for, and lists options that are not known.
 */
final class OptionMembers {
  private final ResourceReader reader;

  OptionMembers(ResourceReader reader) {
    this.reader = reader;
  }

  /**
   * Sets them.
   *
   * @param prefix of the item that the command is about; empty for the resource itself
   * @param id whose subscription and group complete names
   */
  void set(AzCommand command, AzArguments arguments, String prefix, JsonTree tree, ResourceId id) {
    OptionValues values = new OptionValues(arguments, id);
    arguments
        .options()
        .forEach(
            (name, words) -> {
              Optional<AzOption> known =
                  command.options().stream()
                      .filter(option -> option.names().contains(name))
                      .findFirst();
              if (known.isPresent()) {
                set(known.get(), values.of(known.get(), name, words), prefix, tree);
              } else if (command.act() == Act.UPDATE && name.equals("--set")) {
                words.words().forEach(word -> set(word, command, prefix, tree));
              } else if (!KnownOptions.contains(command, name)) {
                unsupported(words.origin(), name, command);
              }
            });
  }

  private void unsupported(Origin origin, String what, AzCommand command) {
    reader.add(new Unsupported(origin, what + " of az " + command.words(), List.of()));
  }

  /** A list has one member, whatever it was written in; an empty word takes a member away. */
  private static void set(
      AzOption option, @Nullable DocumentValue value, String prefix, JsonTree tree) {
    String singular = option.singular();
    if (singular != null) {
      tree.remove(prefix + singular);
    }
    if (value == null) {
      tree.remove(prefix + option.path());
    } else {
      tree.put(prefix + option.path(), value);
    }
    for (Constant one : option.implied()) {
      if (value == null) {
        tree.remove(prefix + one.path());
      } else {
        tree.put(prefix + one.path(), new StringValue(one.value(), value.origin()));
      }
    }
  }

  /** {@code --set MEMBER=VALUE}, of members that stand directly in the properties. */
  private void set(ShellWord setting, AzCommand command, String prefix, JsonTree tree) {
    String text = setting.text();
    int equals = text.indexOf('=');
    String path = equals < 0 ? text : text.substring(0, equals);
    String member = path.startsWith("properties.") ? path : "properties." + path;
    if (equals < 0 || !member.matches("properties[.][A-Za-z]+")) {
      unsupported(setting.origin(), "--set " + path, command);
      return;
    }
    ShellWord value = new ShellWord(text.substring(equals + 1), setting.origin());
    tree.put(prefix + member, OptionValues.setting(value));
  }
}
