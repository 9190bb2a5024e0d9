package io.towpath.devices.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.devices.windows.WindowsStatement.StaticRoute;
import io.towpath.devices.windows.parse.WindowsParser;
import io.towpath.net.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one statement of a script means for those behind it. */
class ScriptStateTest {
  private static WindowsConfig read(String... lines) {
    return WindowsParser.parse("s.ps1", String.join("\n", lines) + "\n");
  }

  private static String route(String nextHop) {
    return "New-NetRoute -DestinationPrefix 10.9.0.0/16 -InterfaceAlias E -NextHop " + nextHop;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$n += 1",
        "$n++",
        "++$n",
        "$n = $n + 1",
        "if (Test-Path C:\\x) { $n = 2 }",
        "foreach ($n in 1..3) { Write-Host $n }",
        "try { $n = 2 } catch { }",
        "Set-Variable -Name n -Value 2"
      })
  void aVariableThatMayHaveChangedIsUnknown(String change) {
    WindowsConfig config = read("$n = 1", route("10.0.0.$n"), change, route("\"10.1.0.$n\""));

    assertThat(config.statements())
        .singleElement()
        .isInstanceOfSatisfying(
            StaticRoute.class, said -> assertThat(said.nextHop()).hasToString("10.0.0.1"));
    assertThat(config.unsupportedLines())
        .extracting(line -> line.text())
        .contains(route("\"10.1.0.$n\""));
  }

  @Test
  void aVariableThatIsOnlyLookedAtKeepsItsValue() {
    WindowsConfig config =
        read("$n = 1", "if ($n -eq 1) { Restart-Service X }", route("10.0.0.$n"));

    assertThat(config.statements()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "exit 0", "return", "throw 'no'"})
  void nothingBehindTheEndOfAScriptIsRead(String ending) {
    WindowsConfig config = read(route("10.0.0.1"), ending, route("10.0.0.2"));

    assertThat(config.statements()).hasSize(1);
    assertThat(config.unsupportedLines())
        .extracting(line -> line.line() + " " + line.text())
        .singleElement()
        .asString()
        .startsWith("2 ")
        .endsWith(": the script ends here, and nothing behind it is read");
    assertThat(read(route("10.0.0.1"), ending).unsupportedLines()).isEmpty();
  }

  static final List<String> ELSEWHERE =
      List.of(
          "Set-NetIPInterface -InterfaceIndex 5 -Forwarding Enabled",
          "Set-NetIPInterface -ifIndex 5 -InterfaceMetric 3",
          "Add-DhcpServerv4ExclusionRange -ComputerName other -ScopeId 10.0.2.0 -StartRange"
              + " 10.0.2.2 -EndRange 10.0.2.9",
          "Set-DhcpServerv4OptionValue -ReservedIP 10.0.2.9 -Router 10.0.2.1",
          route("10.0.0.1") + " -CimSession other",
          route("10.0.0.1") + " -Wat 5",
          "$WhatIfPreference = $true",
          "$PSDefaultParameterValues = @{ 'New-NetRoute:RouteMetric' = 5 }",
          route("10.0.0.1") + " && " + route("10.0.0.2"),
          "netsh routing ip nat install && netsh routing ip nat add interface E full",
          "Import-DhcpServer -File C:\\x.xml -BackupPath C:\\b");

  @ParameterizedTest
  @FieldSource("ELSEWHERE")
  void whatHoldsForAnotherObjectOrComputerIsListedAndNotApplied(String command) {
    WindowsConfig config = read(command);

    assertThat(config.statements()).isEmpty();
    assertThat(config.unsupportedLines()).hasSize(1);
  }

  @Test
  void aCommandForThisComputerByItsNameIsApplied() {
    WindowsConfig config =
        read(
            "Rename-Computer hv1",
            route("10.0.0.1") + " -CimSession HV1",
            route("10.0.0.2") + " -CimSession localhost",
            "Invoke-Command -ComputerName other { " + route("10.0.0.3") + " }");

    assertThat(config.statements()).filteredOn(StaticRoute.class::isInstance).hasSize(2);
    assertThat(config.unsupportedLines()).hasSize(1);
  }

  @Test
  void aParameterThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> read(route("10.0.0.1") + " -NextHop 10.0.0.2"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-nexthop is there twice");
  }

  @Test
  void numbersArePowerShells() {
    assertThat(read(route("10.0.0.1") + " -RouteMetric 0x10").statements())
        .singleElement()
        .isInstanceOfSatisfying(StaticRoute.class, said -> assertThat(said.metric()).isEqualTo(16));
    assertThat(read(route("10.0.0.1") + " -RouteMetric (250+6)").unsupportedLines()).hasSize(1);
  }

  @Test
  void whatMakesValuesAloneIsHarmless() {
    WindowsConfig config =
        read("$p = ConvertTo-SecureString 'x' -AsPlainText -Force", "Import-Module NetNat");

    assertThat(config.unsupportedLines()).isEmpty();
  }
}
