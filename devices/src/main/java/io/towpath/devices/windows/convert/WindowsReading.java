package io.towpath.devices.windows.convert;

import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.devices.windows.WindowsConfig;
import io.towpath.devices.windows.WindowsStatement;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import java.util.ArrayList;
import java.util.List;

/** What the steps of one conversion share. For one thread. */
final class WindowsReading {
  final WindowsConfig config;
  final String node;
  final Fragment.Builder fragment = new Fragment.Builder();

  /** Commands that Windows refuses. */
  final List<Finding> errors = new ArrayList<>();

  WindowsReading(WindowsConfig config, String node) {
    this.config = config;
    this.node = node;
  }

  /** Statements of one kind, in their order. */
  <T extends WindowsStatement> List<T> all(Class<T> kind) {
    return config.statements().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Origin origin(int line) {
    return Origin.line(config.file(), line);
  }

  void unsupported(int line, String text) {
    fragment.unsupported.add(
        new UnsupportedLine(line, text, new Scope.Router()).on(config.file(), node));
  }

  /**
   * Notes a command that Windows refuses because of what its machine is like by then. Where a
   * command before it is not understood, that one may have changed the machine, and nothing is
   * sure.
   */
  void refuse(String code, int line, String message, String fix) {
    boolean sure = config.unsupportedLines().stream().noneMatch(known -> known.line() < line);
    if (sure) {
      errors.add(Finding.error(code, origin(line), message, fix));
    } else {
      unsupported(line, message);
    }
  }

  void remark(FindingKind kind, int line, String message, String fix) {
    fragment.findings.add(
        new Remark(kind, line, message, fix, new Scope.Router()).on(config.file(), node));
  }
}
