package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.WindowsStatement;
import java.util.List;
import java.util.function.Function;

/**
 * A cmdlet that is understood.
 *
 * @param name as Windows writes it
 */
record Cmdlet(String name, Signature signature, Reading reading) {

  /** Makes statements of arguments; none if it changes nothing. */
  interface Reading {
    /**
     * Reads.
     *
     * @throws IllegalArgumentException if the cmdlet would refuse them
     */
    List<WindowsStatement> read(Arguments arguments);
  }

  /** A cmdlet that makes one statement. */
  static Cmdlet of(
      String name, Signature signature, Function<Arguments, WindowsStatement> reading) {
    return new Cmdlet(name, signature, arguments -> List.of(reading.apply(arguments)));
  }
}
