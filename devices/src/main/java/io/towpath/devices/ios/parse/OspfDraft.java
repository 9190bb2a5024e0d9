package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.OspfProcess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OSPF process while it is being read. */
final class OspfDraft {

  private final int id;
  private final int line;
  private final @Nullable String vrf;
  final List<OspfProcess.Statement> statements = new ArrayList<>();

  OspfDraft(int id, int line, @Nullable String vrf) {
    this.id = id;
    this.line = line;
    this.vrf = vrf;
  }

  OspfProcess build() {
    return new OspfProcess(id, line, vrf, statements);
  }
}
