package io.towpath.devices.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.frr.print.FrrConfiguration;
import io.towpath.devices.frr.print.FrrPrinter;
import io.towpath.devices.ios.convert.IosXeConversion;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.print.NotExpressible;
import io.towpath.network.Fragment;
import org.junit.jupiter.api.Test;

/** What FRR leaves to its system is said, each part with what does it there. */
class SystemPartsTest {
  private static final String ROUTER =
      """
      hostname r1
      ip access-list extended guard
       permit tcp any any
      interface GigabitEthernet1
       ip address 10.0.1.2 255.255.255.0
       ip access-group guard in
       ip nat outside
       standby 7 ip 10.0.1.1
      interface GigabitEthernet2.5
       encapsulation dot1Q 5
       ip address 10.0.2.1 255.255.255.0
       ip nat inside
      interface Tunnel0
       ip address 10.0.3.1 255.255.255.252
       tunnel source GigabitEthernet1
       tunnel destination 203.0.113.9
      interface GigabitEthernet3
       ip address dhcp
      ip nat inside source list 5 interface GigabitEthernet1 overload
      access-list 5 permit 10.0.2.0 0.0.0.255
      """;

  @Test
  void everyPartThatIsNotRoutingIsNoted() {
    Fragment read = IosXeConversion.convert(IosXeParser.parse("r1.cfg", ROUTER), "r1", null);

    FrrConfiguration printed = FrrPrinter.print(read.nodes().getFirst(), read.groups());

    assertThat(printed.notExpressible())
        .extracting(NotExpressible::what)
        .contains(
            "802.1Q tag 5 of GigabitEthernet2.5",
            "DHCP on GigabitEthernet3",
            "the tunnel on Tunnel0",
            "the filter access-list guard",
            "a translation",
            "the virtual address 10.0.1.1 of GigabitEthernet1");
  }

  @Test
  void aHarnessThatMakesThemIsToldNothing() {
    Fragment read = IosXeConversion.convert(IosXeParser.parse("r1.cfg", ROUTER), "r1", null);

    assertThat(FrrPrinter.print(read.nodes().getFirst(), FrrPrinter.Options.LAB).notExpressible())
        .extracting(NotExpressible::what)
        .noneMatch(what -> what.contains("tunnel") || what.contains("filter"));
  }
}
