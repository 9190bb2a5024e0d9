package io.towpath.devices.frr.print;

import io.towpath.net.Origin;
import io.towpath.network.Node;
import java.util.ArrayList;
import java.util.List;

/** What the steps of one printing share. For one thread. */
final class Printing {
  final Node node;
  final FrrPrinter.Options options;
  final ConfigurationText text = new ConfigurationText();
  final List<NotExpressible> notExpressible = new ArrayList<>();

  Printing(Node node, FrrPrinter.Options options) {
    this.node = node;
    this.options = options;
  }

  /** Notes that something is not in the configuration. */
  void absent(Origin origin, String what, String reason) {
    note(new NotExpressible(origin, what, reason, NotExpressible.Degree.ABSENT));
  }

  /** Notes that something is in the configuration and may differ. */
  void approximated(Origin origin, String what, String reason) {
    note(new NotExpressible(origin, what, reason, NotExpressible.Degree.APPROXIMATED));
  }

  private void note(NotExpressible remark) {
    if (!notExpressible.contains(remark)) {
      notExpressible.add(remark);
    }
  }
}
