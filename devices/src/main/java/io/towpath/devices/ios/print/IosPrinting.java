package io.towpath.devices.ios.print;

import io.towpath.devices.print.PrintNotes;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.Node;
import java.util.List;
import java.util.Map;

/** What the steps of one printing share. For one thread. */
final class IosPrinting {
  final Node node;

  /** Filters of the network by name. */
  final Map<String, Filter> filters;

  /** Groups of the network of which an interface of the node is a member. */
  final List<Group> groups;

  final IosText text = new IosText();
  final PrintNotes notes = new PrintNotes();

  IosPrinting(Node node, Map<String, Filter> filters, List<Group> groups) {
    this.node = node;
    this.filters = filters;
    this.groups = groups;
  }
}
