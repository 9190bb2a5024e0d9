package io.towpath.devices.frr.print;

import io.towpath.devices.print.PrintNotes;
import io.towpath.network.Node;

/** What the steps of one printing share. For one thread. */
final class Printing {
  final Node node;
  final FrrPrinter.Options options;
  final ConfigurationText text = new ConfigurationText();
  final PrintNotes notes = new PrintNotes();

  Printing(Node node, FrrPrinter.Options options) {
    this.node = node;
    this.options = options;
  }
}
