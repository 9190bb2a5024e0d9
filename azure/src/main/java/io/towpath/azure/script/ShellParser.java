package io.towpath.azure.script;

import io.towpath.azure.script.ShellToken.Comment;
import io.towpath.azure.script.ShellToken.Operator;
import io.towpath.azure.script.ShellToken.Word;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The commands of a shell script that run whatever happens, one after another. What stands in
 * conditions, loops, functions and the like, or behind {@code ||}, is marked as unread.
 *
 * <p>Not safe for use by several threads; made for one script.
 */
final class ShellParser {
  private static final Set<String> STAY_AT_COMMAND =
      Set.of("then", "do", "else", "elif", "!", "time");

  /** Words after which names stand, not a command. */
  private static final Set<String> TAKE_WORDS = Set.of("for", "select", "case");

  private final ShellRun run;
  private final Deque<ShellBlock> blocks = new ArrayDeque<>();

  private List<Word> words = new ArrayList<>();
  private boolean takesDocument;
  private boolean isNameOfFunction;
  private String function = "";
  private boolean continues;

  private ShellParser(ShellRun run) {
    this.run = run;
  }

  /**
   * The commands and comments of a script, in its order.
   *
   * @param problems takes TP2014 for variables that have no value
   * @throws InvalidInputException TP2013 for a quote that is not closed
   */
  static List<ShellCommand> commands(String text, String file, Consumer<Finding> problems) {
    ShellRun run = new ShellRun(problems);
    ShellParser parser = new ShellParser(run);
    for (ShellToken token : ShellLexer.tokens(text, file)) {
      parser.token(token);
    }
    parser.end(";");
    if (!parser.blocks.isEmpty()) {
      run.block(parser.blocks.getLast());
    }
    return run.commands();
  }

  private void token(ShellToken token) {
    switch (token) {
      case Comment(String text, Origin origin) -> {
        if (!words.isEmpty()) {
          end("\n");
        }
        if (blocks.isEmpty()) {
          run.comment(text, origin);
        }
      }
      case Word word -> word(word);
      case Operator(String text, Origin origin) -> operator(text, origin);
    }
  }

  private void word(Word word) {
    continues = false;
    if (isNameOfFunction) {
      isNameOfFunction = false;
      function = word.text();
      return;
    }
    if (!words.isEmpty()) {
      words.add(word);
      return;
    }
    String text = word.isBare() ? word.text() : "";
    if (text.equals("function")) {
      isNameOfFunction = true;
    } else if (ShellBlock.opens(text)) {
      open(text, word.origin());
      if (TAKE_WORDS.contains(text)) {
        words.add(word);
      }
    } else if (ShellBlock.closes(text)) {
      close(text);
    } else if (!STAY_AT_COMMAND.contains(text)) {
      words.add(word);
    }
  }

  private void operator(String text, Origin origin) {
    if (isInTest() && !text.equals("\n")) {
      return; // [[ a && b ]] is one command
    }
    switch (text) {
      case "<<" -> takesDocument = true;
      case "()" -> {
        function = words.isEmpty() ? function : words.getFirst().text();
        words.clear();
      }
      case "(" -> open(text, origin);
      case ")" -> {
        if (!blocks.isEmpty() && blocks.getFirst().isCase()) {
          words.clear(); // a pattern
        } else {
          end(";");
          close(")");
        }
      }
      case "\n" -> {
        if (!words.isEmpty() || !continues) {
          end(text);
        }
      }
      default -> {
        end(text);
        continues = text.equals("&&") || text.equals("||") || text.equals("|");
      }
    }
  }

  private boolean isInTest() {
    return !words.isEmpty() && words.getFirst().is("[[") && !words.getLast().is("]]");
  }

  private void open(String opener, Origin origin) {
    blocks.addFirst(new ShellBlock(opener, function, origin));
    function = "";
  }

  private void close(String word) {
    if (blocks.isEmpty() || !blocks.getFirst().isClosedBy(word)) {
      return;
    }
    ShellBlock closed = blocks.removeFirst();
    if (blocks.isEmpty()) {
      run.block(closed);
    } else {
      blocks.getFirst().holds(closed);
    }
  }

  /** Ends a command. */
  private void end(String operator) {
    List<Word> ended = words;
    words = new ArrayList<>();
    if (blocks.isEmpty()) {
      if (!ended.isEmpty()) {
        run.command(ended, takesDocument, operator);
      }
      run.separator(operator);
    } else if (!ended.isEmpty()) {
      hold(blocks.getFirst(), ended);
    }
    takesDocument = false;
  }

  private static void hold(ShellBlock block, List<Word> words) {
    boolean loops = words.getFirst().is("for") || words.getFirst().is("select");
    if (loops && words.size() > 1) {
      block.assigns(words.get(1).text());
    }
    if (ShellRun.withoutAssignments(words).stream()
        .findFirst()
        .filter(w -> w.is("az"))
        .isPresent()) {
      block.holdsAzCommand();
    }
    if (!words.getFirst().is("local")) {
      ShellRun.assignedNames(words).forEach(block::assigns);
    }
  }
}
