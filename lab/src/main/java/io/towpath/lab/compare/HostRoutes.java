package io.towpath.lab.compare;

import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/** Routes to one address that daemons treat in another way than IOS-XE. */
final class HostRoutes {
  private HostRoutes() {}

  /** True for a route that a daemon has to an address of its own router, and the model has not. */
  static boolean isOwnAddress(AllowedDifferences.Case found) {
    boolean routes = found.kind() == TableKind.ROUTES || found.kind() == TableKind.FIB;
    Prefix prefix = prefix(found.observed());
    return routes
        && found.predicted() == null
        && prefix != null
        && prefix.isHost()
        && found.context().owns(found.place(), prefix.network());
  }

  /** True for a path that loses, and that FRR does not compare because it leads to itself. */
  static boolean isItsOwnNextHop(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    Prefix prefix = prefix(predicted);
    return found.kind() == TableKind.LOC_RIB
        && predicted != null
        && observed != null
        && prefix != null
        && prefix.isHost()
        && found.field().equals("standing")
        && predicted.value("standing").equals("lost")
        && observed.value("standing").equals("not eligible")
        && observed.value("nextHop").equals(prefix.network().toString())
        && !found.context().bird().runsAt(found.place());
  }

  private static @Nullable Prefix prefix(@Nullable Row row) {
    String text = row == null ? null : row.fact(Row.PREFIX);
    return text == null ? null : Prefix.parse(text);
  }
}
