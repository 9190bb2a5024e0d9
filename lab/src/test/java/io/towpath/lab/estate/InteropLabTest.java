package io.towpath.lab.estate;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The interop test bed with real daemons and real packets: failure and restoration included. */
@Tag("lab")
@Tag("slow")
class InteropLabTest {
  @Test
  void interopComparesCleanBeforeDuringAndAfterTheFailure() throws IOException {
    ComparedScenario.agrees("interop-test", "interop", List.of("ce1-msee"));
  }
}
