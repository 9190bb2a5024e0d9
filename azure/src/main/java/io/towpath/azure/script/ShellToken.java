package io.towpath.azure.script;

import io.towpath.net.Origin;
import java.util.List;

/** A token of a shell script; redirections and the text of here-documents are none. */
sealed interface ShellToken {
  /** Where it begins. */
  Origin origin();

  /**
   * A word before the shell replaces anything in it.
   *
   * @param isBare true if nothing in it is quoted, so that it may be a word of the shell's grammar
   */
  record Word(List<Piece> pieces, boolean isBare, Origin origin) implements ShellToken {
    public Word {
      pieces = List.copyOf(pieces);
    }

    /** The word as it is written, less its quotes. */
    String text() {
      StringBuilder text = new StringBuilder();
      pieces.forEach(piece -> text.append(piece.shown()));
      return text.toString();
    }

    /** True if it is this word of the shell's grammar, or the name of this command. */
    boolean is(String word) {
      return isBare && text().equals(word);
    }
  }

  /** What separates commands or groups them; {@code <<} if a here-document goes into one. */
  record Operator(String text, Origin origin) implements ShellToken {}

  /** What stands after {@code #}. */
  record Comment(String text, Origin origin) implements ShellToken {}

  /** A part of a word. */
  sealed interface Piece {
    /** As it is shown to people. */
    String shown();
  }

  /** A text that stands for itself. */
  record Literal(String text) implements Piece {
    @Override
    public String shown() {
      return text;
    }
  }

  /** The value of a variable. */
  record Variable(String name, Origin origin) implements Piece {
    @Override
    public String shown() {
      return "$" + name;
    }
  }

  /** What only a shell can know, such as the output of a command. */
  record Opaque(String shown) implements Piece {}
}
