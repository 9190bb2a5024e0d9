package io.towpath.azure.script;

import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads shell scripts of {@code az} commands, as {@link AzScript} prints them and as people write
 * them, into the members of ARM, which {@link ResourceReader} then reads like any JSON.
 *
 * <p>Nothing is run. A command, an option or a shell construct that is not understood is listed as
 * unsupported with its line; a value that cannot be is an error.
 */
public final class AzScriptReader {
  private static final String ASSIGNED = "assigned:";

  /** What makes no resource of a network. */
  private static final Set<String> QUIET =
      Set.of(
          "login",
          "logout",
          "group wait",
          "extension add",
          "feature register",
          "provider register");

  private final ResourceReader reader;
  private final ScriptScope scope;
  private final ScriptResources resources;

  private AzScriptReader(ResourceReader reader, ResourceDefaults defaults) {
    this.reader = reader;
    this.scope = new ScriptScope(defaults);
    this.resources = new ScriptResources(reader, defaults, scope);
  }

  /** True if a file is read as a script, by its name. */
  public static boolean isScript(Path path) {
    Path file = path.getFileName();
    String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".azcli") || name.endsWith(".sh");
  }

  /**
   * Reads a file; what is wrong with it becomes a finding of the reader.
   *
   * @param file what it is called in places
   */
  public static void read(
      Path path, String file, ResourceReader reader, ResourceDefaults defaults) {
    try {
      read(Files.readString(path), file, reader, defaults);
    } catch (IOException e) {
      reader.add(
          Finding.error(
              "TP2018",
              Origin.line(file, 0),
              "The script cannot be read: " + e.getMessage() + ".",
              "Save it as text in UTF-8."));
    }
  }

  /** Reads a script that is held already. */
  public static void read(
      String text, String file, ResourceReader reader, ResourceDefaults defaults) {
    List<ShellCommand> commands;
    try {
      commands = ShellParser.commands(text, file, reader::add);
    } catch (InvalidInputException e) {
      e.findings().forEach(reader::add);
      return;
    }
    AzScriptReader script = new AzScriptReader(reader, defaults);
    commands.forEach(script::command);
    script.resources.finish();
  }

  private void command(ShellCommand command) {
    try {
      if (!command.unread().isEmpty()) {
        reader.add(new Unsupported(command.origin(), command.unread(), List.of()));
      } else if (command.words().isEmpty()) {
        comment(command);
      } else {
        az(AzArguments.of(command), command);
      }
    } catch (InvalidInputException e) {
      e.findings().forEach(reader::add);
    } catch (IllegalArgumentException e) {
      // A member stands where an option needs an object.
      reader.add(
          OptionValues.bad(command.origin(), e.getMessage() + "", "Correct the JSON before it.")
              .findings()
              .getFirst());
    }
  }

  private void comment(ShellCommand comment) {
    String text = comment.comment();
    int equals = text.indexOf('=');
    if (text.startsWith(ASSIGNED) && equals > 0) {
      resources.set(text.substring(ASSIGNED.length()).strip(), comment.origin());
    }
  }

  private void az(AzArguments arguments, ShellCommand command) {
    switch (arguments.words()) {
      case "account set" -> scope.enter(arguments.required("--subscription", "-s", "--name", "-n"));
      case "group create" -> scope.group(arguments);
      case "configure" ->
          arguments.option("--defaults", "-d").ifPresent(set -> scope.configure(set.words()));
      case "resource create" -> resources.create(arguments);
      case "resource update" -> resources.update(arguments);
      default -> {
        Optional<AzCommand> known = AzCommands.named(arguments.words());
        if (arguments.words().startsWith("config set ")) {
          scope.configure(withoutSection(command.words()));
        } else if (known.isPresent()) {
          apply(known.get(), arguments);
        } else if (!QUIET.contains(arguments.words()) && !onlyAsks(arguments.words())) {
          unsupported(command);
        }
      }
    }
  }

  private void apply(AzCommand command, AzArguments arguments) {
    if (command.words().equals("vm create") && MachineParts.areNeeded(arguments)) {
      resources.makeMachine(command, arguments);
    } else {
      arguments.forIds(command).forEach(one -> resources.apply(command, one));
    }
  }

  /** What {@code az config set defaults.NAME=value} sets. */
  private static List<ShellWord> withoutSection(List<ShellWord> words) {
    String section = "defaults.";
    return words.stream()
        .filter(word -> word.text().startsWith(section))
        .map(word -> new ShellWord(word.text().substring(section.length()), word.origin()))
        .toList();
  }

  /** True for commands that print something and change nothing. */
  private static boolean onlyAsks(String words) {
    return words
        .substring(words.lastIndexOf(' ') + 1)
        .matches("show|list|exists|wait|(show|list)-.*");
  }

  private void unsupported(ShellCommand command) {
    StringBuilder words = new StringBuilder();
    for (ShellWord word : command.words()) {
      if (word.text().startsWith("-")) {
        break;
      }
      words.append(words.isEmpty() ? "" : " ").append(word.text());
    }
    reader.add(new Unsupported(command.origin(), words.toString(), List.of()));
  }
}
