package io.towpath.estate.gotcha;

import io.towpath.net.FindingKind;
import java.util.List;

/** A family of gotchas that tables, sessions or walks of the solved network show. */
interface NetworkGotcha {
  /** What it may find, in the order of codes. */
  List<FindingKind> kinds();

  /** Looks for it. */
  void check(NetworkContext context);
}
