package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code towpath render} prints is the device again. */
class RenderTest {
  private static final Path INTEROP = Run.scenario("interop");

  @Test
  void aScenarioWithPrintedConfigurationsMeetsAllItsExpectations(@TempDir Path copy)
      throws IOException {
    copy(INTEROP, copy);
    List<Path> devices;
    try (var files = Files.list(copy.resolve("devices"))) {
      devices = files.sorted().toList();
    }
    assertThat(devices).hasSizeGreaterThan(4);
    for (Path device : devices) {
      String name = device.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
      Run run = Run.towpath("render", INTEROP.toString(), name);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("hostname " + name);
      Files.writeString(device, run.out());
    }

    Run test = Run.towpath("test", copy.toString());

    assertThat(test.out()).contains(" 0 failed");
    assertThat(test.code()).isZero();
  }

  /** Estates whose host is a Windows server, with the scripts of their hosts. */
  @ParameterizedTest
  @CsvSource({
    "., hyperv1, hyperv1",
    "two-hosts, hyperv1, hyperv1-of-two",
    "two-hosts, hyperv2, hyperv2",
    "nat-switch, hyperv1, hyperv1-nat-switch",
    "without-dhcp, hyperv1, hyperv1-without-dhcp",
    "without-nat-route, hyperv1, hyperv1-without-nat-route",
    "without-routing, hyperv1, hyperv1-without-routing"
  })
  void anEstateWithAPrintedScriptMeetsAllItsExpectations(
      String estate, String machine, String script, @TempDir Path copy) throws IOException {
    copy(Run.scenario("nested"), copy);
    Path folder = copy.resolve(estate).normalize();
    Run run = Run.towpath("render", folder.toString(), machine);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Rename-Computer -NewName \"" + machine + "\"");
    // DHCP gives the default route, and the script does not.
    assertThat(run.out()).doesNotContain("0.0.0.0/0");
    Files.writeString(copy.resolve("devices/" + script + ".ps1"), run.out());

    Run again = Run.towpath("render", folder.toString(), machine);
    Run test = Run.towpath("test", folder.toString());

    assertThat(again.out()).isEqualTo(run.out());
    assertThat(test.out()).contains(" 0 failed");
    assertThat(test.code()).isZero();
  }

  @Test
  void theTranslationOfADevelopmentKitIsPrintedForItsServer() {
    Run run =
        Run.towpath(
            "render", Run.scenario("azure-stack/development-kit").toString(), "AzS-BGPNAT01");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "Add-NetNatExternalAddress -NatName \"Nat1\" -IPAddress 10.10.0.62 -PortStart 500"
                + " -PortEnd 500",
            "-Protocol UDP -ExternalIPAddress 10.10.0.62 -ExternalPort 500 -InternalIPAddress"
                + " 192.168.102.1 -InternalPort 500");
    assertThat(run.err())
        .contains("printed otherwise: port mappings without a translation of many");
  }

  @Test
  void aNameThatNoRouterTakesIsSaid() {
    Run run = Run.towpath("render", Run.scenario("azure-stack/development-kit").toString(), "asr");

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("printed otherwise: the name of VRF \"Tenant 1\".");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void anotherDialectIsPrintedOnDemandAndWhatItLacksIsSaid() {
    Run run = Run.towpath("render", INTEROP.toString(), "ce1-primary", "--dialect", "frr");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("frr version").contains("router bgp 65021 vrf 30");
    assertThat(run.err()).contains("not printed: the tunnel on Tunnel30.", "strongSwan");
    Run iosXe = Run.towpath("render", INTEROP.toString(), "ce1-primary");
    assertThat(iosXe.err()).contains("printed otherwise: route 0.0.0.0/0").contains("estate.yaml:");
    assertThat(Run.towpath("render", INTEROP.toString(), "ce1-primary", "--strict").code())
        .isEqualTo(3);
  }

  @Test
  void jsonHoldsTheTextAndItsNotes() {
    Run run = Run.towpath("render", INTEROP.toString(), "ce1-primary", "-o", "json");

    assertThat(run.out())
        .contains(
            "\"schema\" : 1", "\"dialect\" : \"ios-xe\"", "\"degree\" : \"printed otherwise\"");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void whatIsNoDeviceIsRefused() {
    Run vm = Run.towpath("render", INTEROP.toString(), "hub-vm");
    assertThat(vm.code()).isEqualTo(2);
    assertThat(vm.err()).contains("TP1250");
    Run dialect = Run.towpath("render", INTEROP.toString(), "ce1-primary", "--dialect", "junos");
    assertThat(dialect.code()).isEqualTo(2);
    assertThat(dialect.err()).contains("TP1251", "junos");
  }

  @Test
  void aScenarioWithPrintedResourcesMeetsAllItsExpectations(@TempDir Path copy) throws IOException {
    copy(INTEROP, copy);
    Run run = Run.towpath("render", INTEROP.toString(), "--azure", "az");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("printed otherwise: size, image and administrator of")
        .contains("not printed: the provider of expressRouteCircuits \"er1\"");
    try (var files = Files.list(copy.resolve("azure"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.writeString(copy.resolve("azure/build.sh"), run.out());
    Path estate = copy.resolve("estate.yaml");
    Files.writeString(estate, Files.readString(estate).replace("azure/*.json", "azure/build.sh"));

    Run test = Run.towpath("test", copy.toString());

    assertThat(test.out()).contains(" 0 failed");
    assertThat(test.code()).isZero();
  }

  @Test
  void resourcesArePrintedAsATemplate() {
    Run run = Run.towpath("render", INTEROP.toString(), "--azure", "arm");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("{").contains("deploymentTemplate.json#");
    Run json = Run.towpath("render", INTEROP.toString(), "--azure", "arm", "-o", "json");
    assertThat(json.out()).contains("\"azure\" : \"arm\"", "\"notExpressible\"");
  }

  @Test
  void aStampIsAnotherCloud() {
    Path scenario = Run.scenario("azure-stack/integrated");
    String stamp = Run.towpath("render", scenario.toString(), "--azure", "arm").err();
    assertThat(stamp).contains("print it with --stamp ");
    String name = stamp.replaceFirst("(?s).*print it with --stamp (\\S+).*", "$1");
    Run run = Run.towpath("render", scenario.toString(), "--azure", "arm", "--stamp", name);
    assertThat(run.code()).isZero();
    assertThat(run.err()).doesNotContain("another cloud");
  }

  @Test
  void whatGoesNotTogetherIsRefused() {
    String estate = INTEROP.toString();
    assertThat(Run.towpath("render", estate).err()).contains("TP1252");
    assertThat(Run.towpath("render", estate, "ce1-primary", "--azure", "arm").err())
        .contains("TP1252", "ce1-primary");
    assertThat(Run.towpath("render", estate, "--azure", "arm", "--stamp", "none").err())
        .contains("TP1253", "none");
    assertThat(Run.towpath("render", estate, "--azure", "bicep").err()).contains("TP1254", "bicep");
    assertThat(Run.towpath("render", estate, "ce1-primary", "--stamp", "x").code()).isEqualTo(2);
  }
}
