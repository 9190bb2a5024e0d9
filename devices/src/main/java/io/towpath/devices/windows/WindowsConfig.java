package io.towpath.devices.windows;

import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.net.Unsupported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Windows Server as its script sets it up.
 *
 * @param file path as it is to be shown
 * @param statements what its commands say, in their order
 * @param remarks findings of the reading
 * @param unsupportedLines commands and parameters that are not understood or not modelled
 */
public record WindowsConfig(
    String file,
    List<WindowsStatement> statements,
    List<Remark> remarks,
    List<UnsupportedLine> unsupportedLines) {

  public WindowsConfig {
    statements = List.copyOf(statements);
    remarks = List.copyOf(remarks);
    unsupportedLines = List.copyOf(unsupportedLines);
  }

  /** The computer's name, or null if the script does not say. */
  public @Nullable String hostname() {
    String name = null;
    for (WindowsStatement statement : statements) {
      if (statement instanceof WindowsStatement.ComputerName(_, String said)) {
        name = said;
      }
    }
    return name;
  }

  /** Unsupported lines, naming elements of {@code node}. */
  public List<Unsupported> unsupported(String node) {
    return unsupportedLines.stream().map(line -> line.on(file, node)).toList();
  }
}
