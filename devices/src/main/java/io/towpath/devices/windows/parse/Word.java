package io.towpath.devices.windows.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of a command behind its name. */
sealed interface Word {

  /**
   * {@code -Name}.
   *
   * @param name in lower case
   * @param bound the value follows a colon
   */
  record Parameter(String name, boolean bound) implements Word {}

  /**
   * A value; several where commas part them.
   *
   * @param values null = known only when the script runs
   */
  record Value(@Nullable List<String> values) implements Word {
    static final Value UNKNOWN = new Value(null);

    public Value {
      values = values == null ? null : List.copyOf(values);
    }

    static Value of(String value) {
      return new Value(List.of(value));
    }
  }

  /** Commands in braces. */
  record Block(List<PowerShellCommand> commands) implements Word {
    public Block {
      commands = List.copyOf(commands);
    }
  }
}
