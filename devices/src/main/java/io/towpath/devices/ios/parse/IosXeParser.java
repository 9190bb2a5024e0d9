package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Cisco IOS-XE configuration.
 *
 * <p>Stateless; any number of files may be read at the same time. The cost is one pass over the
 * text.
 */
public final class IosXeParser {

  /* How a block is found. A line is offered to the modes that are open, the innermost first, and
   * then to the global mode; the first that knows it takes it, and the modes inside that one are
   * closed. So neither indentation nor "!" nor "exit" is needed to end a block, and a body line at
   * column one stays in its block. What no mode knows is one unsupported line and changes nothing.
   *
   * Indentation decides one thing only. A line that nobody knows, first after a "!" at column one,
   * with deeper lines below it, is the header of a block that we do not know (or misspelt); its
   * deeper lines are unsupported too, for read in the block before it they would change that one.
   */

  /** Longer lines than any that IOS-XE takes are not read, whatever they say. */
  private static final int MAX_WORDS = 256;

  private final Draft draft;
  private final List<Mode> modes = new ArrayList<>();
  private boolean afterSeparator = true;

  private IosXeParser(Draft draft) {
    this.draft = draft;
    modes.add(new GlobalMode(draft));
  }

  /**
   * Reads the bytes of a file: UTF-8, or Latin-1 where they are not UTF-8.
   *
   * @param file path as it is to be shown
   * @throws io.towpath.net.InvalidInputException with TP3001 if they are no text, with TP3002 if
   *     they are more than 64 MiB
   */
  public static IosConfig parse(String file, byte[] bytes) {
    return parse(file, ConfigurationBytes.decode(file, bytes));
  }

  /**
   * Reads a text.
   *
   * @param file path as it is to be shown
   * @throws io.towpath.net.InvalidInputException as for bytes
   */
  public static IosConfig parse(String file, CharSequence text) {
    return parse(file, ConfigurationBytes.check(file, text));
  }

  private static IosConfig parse(String file, ConfigurationBytes source) {
    Draft draft = new Draft(new SourceLines(source.text()));
    draft.remarks.addAll(source.remarks());
    new IosXeParser(draft).read();
    return draft.build(file);
  }

  private void read() {
    SourceLines lines = draft.lines;
    while (lines.advance()) {
      SourceLine line = lines.line();
      if (line.isBlank()) {
        continue;
      }
      if (line.first() == '!') {
        afterSeparator = line.indent() == 0;
        continue;
      }
      accept(line);
      afterSeparator = false;
    }
  }

  private void accept(SourceLine line) {
    if (leavesBlock(line)) {
      return;
    }
    if (line.count() > MAX_WORDS) {
      draft.unsupported(line, new Scope.Router());
      return;
    }
    for (int i = modes.size() - 1; i >= 0; i--) {
      Mode mode = modes.get(i);
      Outcome outcome = mode.accept(line);
      if (outcome == Outcome.UNKNOWN) {
        continue;
      }
      closeInside(i);
      if (outcome == Outcome.UNSUPPORTED) {
        draft.unsupported(line, mode.scope());
      }
      @Nullable Mode opened = draft.takeOpened();
      if (opened != null) {
        modes.add(opened);
      }
      return;
    }
    acceptUnknown(line);
  }

  private boolean leavesBlock(SourceLine line) {
    if (line.count() != 1 || line.negated()) {
      return false;
    }
    switch (line.keyword(0)) {
      case "end" -> closeInside(0);
      case "exit" -> closeInside(Math.max(0, modes.size() - 2));
      default -> {
        if (!line.keyword(0).startsWith("exit-")) {
          return false;
        }
        // exit-address-family and the like leave a block inside a block, and nothing else.
        closeInside(Math.max(1, modes.size() - 2));
      }
    }
    return true;
  }

  private void acceptUnknown(SourceLine line) {
    Mode innermost = modes.getLast();
    // A line at column one may have been meant for any block, an indented one for this block only.
    draft.unsupported(line, line.indent() == 0 ? new Scope.Router() : innermost.scope());
    if (afterSeparator && line.indent() == 0 && draft.lines.nextIsDeeperThan(0)) {
      if (innermost instanceof OpenBlockMode) {
        // That block did not know the line either, so it is over.
        modes.removeLast();
      }
      modes.add(new OpenBlockMode(0, Outcome.UNSUPPORTED));
    }
  }

  private void closeInside(int index) {
    while (modes.size() - 1 > Math.max(0, index)) {
      modes.removeLast();
    }
  }
}
