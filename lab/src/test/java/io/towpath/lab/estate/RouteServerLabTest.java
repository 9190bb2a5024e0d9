package io.towpath.lab.estate;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Route Servers, gateways and appliances with real daemons and real packets. */
@Tag("lab")
@Tag("slow")
class RouteServerLabTest {
  @ParameterizedTest
  @CsvSource({
    "dual-homed/expressroute/routes-back, hub1",
    "dual-homed/firewalls/active-passive, hub1",
    "observed/route-server-microhack/branch-to-branch, "
  })
  void comparesCleanBeforeDuringAndAfterTheFailure(String scenario, @Nullable String failure)
      throws IOException {
    ComparedScenario.agrees(
        "route-server-test", scenario, failure == null ? List.of() : List.of(failure));
  }
}
