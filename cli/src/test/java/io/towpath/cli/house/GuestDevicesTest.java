package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.load.EstateLoader;
import io.towpath.net.InvalidInputException;
import io.towpath.network.Interface;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.Vrf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices as guests of virtual machines: who gets which NIC, address and default route. */
class GuestDevicesTest {
  @TempDir private Path folder;

  private static final String AZURE =
      """
      [{"type": "Microsoft.Network/virtualNetworks", "name": "v", "location": "eastus",
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
          {"name": "out", "properties": {"addressPrefix": "10.0.1.0/24"}},
          {"name": "in", "properties": {"addressPrefix": "10.0.2.0/24"}}]}},
       %s, %s,
       {"type": "Microsoft.Compute/virtualMachines", "name": "NVA", "location": "eastus",
        "properties": {"networkProfile": {"networkInterfaces": [
          {"id": "%snetworkInterfaces/nva-out"}, {"id": "%snetworkInterfaces/nva-in"}]}}}]
      """;

  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/"
          + "Microsoft.Network/";

  private static String nic(String name, String subnet, String address) {
    return """
    {"type": "Microsoft.Network/networkInterfaces", "name": "%s", "properties": {
      "enableIPForwarding": true, "ipConfigurations": [{"name": "c", "properties": {
        "privateIPAddress": "%s", "subnet": {"id": "%svirtualNetworks/v/subnets/%s"}}}]}}
    """
        .formatted(name, address, GROUP, subnet);
  }

  private Network load(String device, String dialect, String... lines) throws IOException {
    Files.writeString(
        folder.resolve("azure.json"),
        AZURE.formatted(
            nic("nva-out", "out", "10.0.1.4"), nic("nva-in", "in", "10.0.2.4"), GROUP, GROUP));
    Files.writeString(folder.resolve("nva.cfg"), String.join("\n", lines) + "\n");
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        azure:
          - resources: azure.json
            subscription: 00000000-0000-0000-0000-000000000001
            resourceGroup: g
        devices:
          - {vm: %s, config: nva.cfg, dialect: %s}
        """
            .formatted(device, dialect));
    return EstateLoader.load(folder, null).base().network();
  }

  private static String address(Node node, String iface) {
    Interface found = Objects.requireNonNull(node.findInterface(iface), iface);
    return found.addresses().toString();
  }

  private static Node nva(Network network) {
    return Objects.requireNonNull(network.nodes().get("NVA"));
  }

  private static String statics(Node node) {
    return Objects.requireNonNull(node.vrf(Vrf.DEFAULT)).routes().toString();
  }

  private static boolean isPlugged(Network network, String nic, String iface) {
    return network.segments().values().stream()
        .anyMatch(
            segment ->
                segment.members().toString().contains("(azure):" + nic)
                    && segment.members().toString().contains("NVA:" + iface));
  }

  @Test
  void linuxHasItsAddressesAndDefaultRouteFromDhcpWhateverFrrSays() throws IOException {
    Network network = load("nva", "frr", "hostname other", "interface eth1", " ip ospf cost 5");
    Node node = nva(network);

    assertThat(address(node, "eth0")).contains("10.0.1.4");
    assertThat(address(node, "eth1")).contains("10.0.2.4");
    assertThat(statics(node)).contains("kernel").contains("10.0.1.1").doesNotContain("10.0.2.1");
    assertThat(isPlugged(network, "nva-out", "eth0")).isTrue();
    assertThat(isPlugged(network, "nva-in", "eth1")).isTrue();
    assertThat(node.sites()).startsWith("NVA", "region:eastus");
  }

  @Test
  void iosXeTakesFromDhcpWhatItAsksFor() throws IOException {
    Network network =
        load(
            "NVA",
            "ios-xe",
            "interface GigabitEthernet1",
            " ip address dhcp",
            "interface GigabitEthernet2",
            " ip address 10.0.2.4 255.255.255.0");
    Node node = nva(network);

    assertThat(address(node, "GigabitEthernet1")).contains("10.0.1.4");
    assertThat(statics(node)).contains("10.0.1.1");
    assertThat(isPlugged(network, "nva-in", "GigabitEthernet2")).isTrue();
    assertThat(network.unsupported()).isEmpty();
  }

  @Test
  void anInterfaceWithTheAddressOfANicIsThatNic() throws IOException {
    Network network =
        load(
            "NVA",
            "ios-xe",
            "interface GigabitEthernet7",
            " ip address 10.0.1.4 255.255.255.0",
            "interface GigabitEthernet8",
            " ip address 10.0.2.4 255.255.255.0");

    assertThat(isPlugged(network, "nva-out", "GigabitEthernet7")).isTrue();
    assertThat(isPlugged(network, "nva-in", "GigabitEthernet8")).isTrue();
    // Nothing asked DHCP, so its default route is not there either.
    assertThat(statics(nva(network))).doesNotContain("10.0.1.1");
  }

  @Test
  void anInterfaceOfIosXeWithoutAddressIsPluggedInAndHasNone() throws IOException {
    Network network =
        load(
            "NVA",
            "ios-xe",
            "interface GigabitEthernet1",
            " ip address dhcp",
            "interface GigabitEthernet2",
            " no ip address",
            " shutdown");

    assertThat(isPlugged(network, "nva-in", "GigabitEthernet2")).isTrue();
    assertThat(address(nva(network), "GigabitEthernet2")).isEqualTo("[]");
  }

  @Test
  void anAddressThatIsNotTheNicsContradicts() {
    assertThatThrownBy(
            () ->
                load(
                    "NVA",
                    "ios-xe",
                    "interface GigabitEthernet1",
                    " ip address 10.0.1.9 255.255.255.0"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .matches(finding -> finding.code().equals("TP1107"))
                    .matches(finding -> finding.message().contains("10.0.1.4"))
                    .matches(finding -> finding.origin().toString().equals("nva.cfg:1")));
  }

  @Test
  void aMachineThatDoesNotExistIsNamedWithTheNearest() {
    assertThatThrownBy(() -> load("NVA1", "frr", "hostname x"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .matches(finding -> finding.code().equals("TP1106"))
                    .matches(finding -> finding.fix().contains("\"NVA\"")));
  }

  @Test
  void dhcpOutsideAzureServesNobodyAndThatIsSaid() throws IOException {
    Files.writeString(folder.resolve("r.cfg"), "interface GigabitEthernet1\n ip address dhcp\n");
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        devices:
          - {name: r, config: r.cfg, dialect: ios-xe}
        """);

    assertThat(EstateLoader.load(folder, null).base().network().unsupported())
        .singleElement()
        .matches(entry -> entry.text().contains("DHCP"))
        .matches(entry -> entry.affects().contains("r:GigabitEthernet1"));
  }
}
