package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.EstateLoader;
import io.towpath.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real DHCP server and real clients come to the leases of the prediction. */
@Tag("lab")
class LeasesLabTest {
  private static final String SERVER =
      """
      Rename-Computer -NewName "server"
      New-VMSwitch -Name "Guests" -SwitchType Internal
      New-NetIPAddress -IPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias "vEthernet (Guests)"
      Install-WindowsFeature DHCP -IncludeManagementTools
      Add-DhcpServerv4Scope -Name "Guests" -StartRange 10.0.2.1 -EndRange 10.0.2.254 -SubnetMask 255.255.255.0
      Add-DhcpServerv4ExclusionRange -ScopeId 10.0.2.0 -StartRange 10.0.2.2 -EndRange 10.0.2.4
      Add-DhcpServerv4Reservation -ScopeId 10.0.2.0 -IPAddress 10.0.2.200 -ClientId 00-15-5D-01 -Name "Kept"
      Set-DhcpServerv4OptionValue -ScopeId 10.0.2.0 -DnsServer 10.0.2.1,10.0.9.53 -Router 10.0.2.1
      """;

  private static final String ESTATE =
      """
      towpath: 1
      name: Leases
      devices:
        - {config: server.ps1, dialect: windows}
      hosts:
        - {name: kept, address: dhcp, on: "server:vEthernet (Guests)"}
        - {name: zoe, address: dhcp, on: "server:vEthernet (Guests)"}
        - {name: still, address: 10.0.2.6/24, gateway: 10.0.2.1, on: "server:vEthernet (Guests)"}
        - {name: adam, address: dhcp, on: "server:vEthernet (Guests)"}
      """;

  @TempDir private Path folder;

  private static String address(Network network, String host) {
    return Optional.ofNullable(network.hosts().get(host))
        .map(found -> found.address().toString())
        .orElse("");
  }

  @Test
  void exclusionsReservationsAndNeighboursCountAsPredicted() throws IOException {
    Files.writeString(folder.resolve("server.ps1"), SERVER);
    Files.writeString(folder.resolve("estate.yaml"), ESTATE);
    Network network = EstateLoader.load(folder.resolve("estate.yaml"), null).base().network();
    assertThat(List.of("kept", "zoe", "adam").stream().map(host -> address(network, host)))
        .as("a reservation, the first behind what is excluded, and past a neighbour")
        .containsExactly("10.0.2.200", "10.0.2.5", "10.0.2.7");

    ComparedScenario.agrees("leases-test", folder.toString(), List.of());
  }
}
