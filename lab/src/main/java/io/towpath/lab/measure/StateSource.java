package io.towpath.lab.measure;

import java.io.IOException;
import java.util.Map;

/** What has state: asked for it, it answers by kind and name. For one thread. */
interface StateSource {
  /**
   * The state now.
   *
   * @throws IOException if it cannot be asked
   */
  Map<ChangeKind, Map<String, String>> look() throws IOException;

  /** Ends the conversation, if there is one; the next look begins another. */
  void forget();
}
