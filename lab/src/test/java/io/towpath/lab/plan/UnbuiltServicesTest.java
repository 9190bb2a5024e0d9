package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.network.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Windows server does and a lab does not is said. */
class UnbuiltServicesTest {

  private static List<String> remarks(String scenario) {
    Network network = EstateLoader.load(Path.of("../scenarios", scenario), null).base().network();
    return LabCompiler.compile(network, Features.LEAST).remarks().stream()
        .filter(remark -> remark.element().startsWith("hyperv1"))
        .map(remark -> remark.element() + ": " + remark.text())
        .toList();
  }

  @Test
  void aHostOfNestedMachinesHasNeitherFirewallNorDhcpServer() {
    assertThat(remarks("nested"))
        .anyMatch(remark -> remark.startsWith("hyperv1: Its firewall is not built"))
        .anyMatch(remark -> remark.startsWith("hyperv1: No DHCP server runs"));
  }

  @Test
  void anInterfaceThatAloneDoesNotForwardIsNamed() {
    assertThat(remarks("nested/nat-switch"))
        .anyMatch(remark -> remark.startsWith("hyperv1:Ethernet 2: The node forwards here too"));
  }
}
