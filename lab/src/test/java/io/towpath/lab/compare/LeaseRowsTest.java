package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.network.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRowsTest {

  @Test
  void aClientIsToldWhatItsScopeSays() {
    Network network = EstateLoader.load(Path.of("../scenarios/nested"), null).base().network();
    TableRows rows = LeaseRows.predicted(network, LabCompiler.compile(network, Features.LEAST));
    assertThat(rows.rows().values().stream().map(row -> row.key() + ": " + row.text()))
        .containsExactly(
            "guest1: address 10.0.2.2/24, server 10.0.2.1, router 10.0.2.1, dns 168.63.129.16",
            "guest2: address 10.0.2.3/24, server 10.0.2.1, router 10.0.2.1, dns 168.63.129.16");
  }

  @Test
  void whatAClientHeardIsReadLineByLine() {
    List<String> said =
        List.of("address 10.0.2.2/24", "server 10.0.2.1", "router ", "dns 10.0.9.53 10.0.9.54");
    assertThat(LeaseRows.row("guest1", said).text())
        .isEqualTo("address 10.0.2.2/24, server 10.0.2.1, router none, dns 10.0.9.53 10.0.9.54");
  }
}
