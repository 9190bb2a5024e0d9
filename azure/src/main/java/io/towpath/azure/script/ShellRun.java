package io.towpath.azure.script;

import io.towpath.azure.script.ShellToken.Word;
import io.towpath.azure.script.ShellVariables.Value;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The commands of a script at its top level, one after another. Mutable, for one script. */
final class ShellRun {
  private static final String UNDECIDED = ": only a shell decides whether this runs";

  private static final String UNREADABLE = ": only a shell can read this";

  /** Commands that assign what follows them. */
  private static final Set<String> DECLARE =
      Set.of("export", "readonly", "declare", "typeset", "local");

  private static final Set<String> ENDS = Set.of("exit", "return");

  /** Commands that change nothing, or the output alone. */
  private static final Set<String> HARMLESS =
      Set.of(
          "set", "echo", "printf", ":", "true", "false", "cd", "sleep", "wait", "shopt", "date",
          "[", "[[", "test", "jq", "grep", "egrep", "tee", "tail", "head", "cat", "sed", "awk",
          "exec", "sort", "uniq", "wc", "tr", "cut", "column", "less", "more");

  /** Commands that succeed, so that what follows {@code &&} runs. */
  private static final Set<String> SUCCEED =
      Set.of("az", "set", "echo", "printf", ":", "true", "cd");

  private final ShellVariables variables = new ShellVariables();
  private final List<ShellCommand> commands = new ArrayList<>();
  private final Consumer<Finding> problems;
  // Look-ups only: what functions assign.
  private final Map<String, Set<String>> functions = new HashMap<>();

  private String undecided = "";
  private boolean succeeds;
  private boolean isPiped;
  private boolean isListed;
  private boolean ended;
  private boolean isToldOfEnd;

  ShellRun(Consumer<Finding> problems) {
    this.problems = problems;
  }

  List<ShellCommand> commands() {
    return List.copyOf(commands);
  }

  void comment(String text, Origin origin) {
    if (!ended) {
      commands.add(ShellCommand.comment(text, origin));
    }
  }

  void block(ShellBlock block) {
    add(block.unread());
    succeeds = false;
    if (block.function().isEmpty()) {
      block.assigned().forEach(variables::forget);
    } else {
      functions.put(block.function(), block.assigned());
      block.assigned().forEach(variables::inherit);
    }
  }

  /** What stands between two commands. */
  void separator(String operator) {
    switch (operator) {
      case "||" -> undecided = "||";
      case "&&" -> undecided = undecided.isEmpty() && !succeeds ? "&&" : undecided;
      case "|" -> {}
      default -> {
        undecided = "";
        succeeds = false;
      }
    }
    isPiped = operator.equals("|");
    isListed &= isPiped;
  }

  private void add(ShellCommand command) {
    if (!ended) {
      commands.add(command);
    } else if (!isToldOfEnd) {
      isToldOfEnd = true;
      commands.add(ShellCommand.unread("nothing after exit runs", command.origin()));
    }
  }

  void command(List<Word> all, boolean takesDocument, String operator) {
    List<Word> words = withoutAssignments(all);
    Origin origin = all.getFirst().origin();
    String name = words.isEmpty() ? "" : words.getFirst().text();
    succeeds = words.isEmpty() || SUCCEED.contains(name) || DECLARE.contains(name);
    if (words.isEmpty()) {
      all.forEach(this::assign);
    } else if (DECLARE.contains(name)) {
      words.subList(1, words.size()).forEach(this::declare);
    } else if (!undecided.isEmpty()) {
      if (!HARMLESS.contains(name) && !(undecided.equals("||") && ENDS.contains(name))) {
        add(ShellCommand.unread(called(words) + " after " + undecided + UNDECIDED, origin));
      }
    } else if (takesDocument) {
      add(ShellCommand.unread(called(words) + " <<" + UNREADABLE, origin));
    } else if (name.equals("az")) {
      az(words);
    } else if (ENDS.contains(name)) {
      ended = true;
    } else if (!HARMLESS.contains(name)) {
      other(words, operator);
    }
  }

  private void az(List<Word> words) {
    List<ShellWord> expanded = new ArrayList<>(words.size());
    String unread = "";
    for (Word word : words) {
      try {
        Value value = variables.expand(word);
        unread = unread.isEmpty() ? value.unread() : unread;
        expanded.add(new ShellWord(value.text(), word.origin()));
      } catch (InvalidInputException e) {
        if (!ended) {
          e.findings().forEach(problems);
        }
        return;
      }
    }
    Origin origin = words.getFirst().origin();
    add(
        unread.isEmpty()
            ? ShellCommand.runs(expanded, origin)
            : ShellCommand.unread(called(words) + ": " + unread, origin));
  }

  private void other(List<Word> words, String operator) {
    String name = words.getFirst().text();
    Origin origin = words.getFirst().origin();
    if (name.equals("read") || name.equals("mapfile")) {
      words.subList(1, words.size()).forEach(word -> variables.forget(word.text()));
    } else if (name.equals("source") || name.equals(".")) {
      variables.forgetMissing();
    }
    functions.getOrDefault(name, Set.of()).forEach(variables::forget);
    boolean piped = isPiped || operator.equals("|");
    String why = functions.containsKey(name) ? ": only a shell runs functions" : "";
    if (!isListed) {
      add(ShellCommand.unread(called(words) + (piped ? " |" + UNREADABLE : why), origin));
    }
    isListed = piped;
  }

  private void declare(Word word) {
    if (isAssignment(word)) {
      assign(word);
    } else {
      variables.inherit(word.text());
    }
  }

  private void assign(Word word) {
    String name = assignedName(word);
    try {
      Value value = variables.expand(word);
      String text = value.text().substring(value.text().indexOf('=') + 1);
      if (!value.isKnown() || !undecided.isEmpty() || isPiped) {
        variables.forget(name);
      } else if (value.text().startsWith(name + "+=")) {
        variables.append(name, text);
      } else {
        variables.assign(name, text);
      }
      if (!value.isKnown()) {
        add(ShellCommand.unread(name + "=…: " + value.unread(), word.origin()));
      }
    } catch (InvalidInputException e) {
      variables.forget(name);
      if (!ended) {
        e.findings().forEach(problems);
      }
    }
  }

  /** The words of a command up to its first option. */
  private static String called(List<Word> words) {
    StringBuilder called = new StringBuilder();
    for (Word word : words) {
      if (word.text().startsWith("-")) {
        break;
      }
      called.append(called.isEmpty() ? "" : " ").append(word.text());
    }
    return called.toString();
  }

  /** The names that a command assigns. */
  static Set<String> assignedNames(List<Word> words) {
    Set<String> names = new LinkedHashSet<>();
    boolean declares = DECLARE.contains(words.getFirst().text());
    for (Word word : words) {
      if (isAssignment(word)) {
        names.add(assignedName(word));
      } else if (!declares) {
        break;
      }
    }
    return names;
  }

  static List<Word> withoutAssignments(List<Word> words) {
    int first = 0;
    while (first < words.size() && isAssignment(words.get(first))) {
      first++;
    }
    return words.subList(first, words.size());
  }

  private static boolean isAssignment(Word word) {
    return word.text().matches("(?s)[A-Za-z_][A-Za-z0-9_]*[+]?=.*");
  }

  private static String assignedName(Word word) {
    return word.text().replaceFirst("(?s)[+]?=.*", "");
  }
}
