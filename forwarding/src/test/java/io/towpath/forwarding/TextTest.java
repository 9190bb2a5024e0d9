package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.down;

import io.towpath.forwarding.trace.PingText;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.TracerouteText;
import io.towpath.net.IpAddress;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.HopProfile;
import io.towpath.network.HopProfile.Responder;
import io.towpath.network.NextHop;
import io.towpath.testkit.GoldenFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tools of Windows and Linux print, to the letter (R213, R214). */
class TextTest {
  private static final IpAddress SOURCE = IpAddress.parse("10.1.0.10");

  /** Three routers of which the second never answers; 0.2 ms, 1.2 ms and 37 ms apart. */
  private static Lab lab() {
    Lab lab = new Lab();
    for (String r : List.of("r1", "r2", "r3")) {
      lab.router(r).node(n -> n.windows(false));
    }
    lab.router("r1").iface("lan", "10.1.0.1/24").iface("right", "192.168.0.1/30");
    lab.router("r2").iface("left", "192.168.0.2/30").iface("right", "192.168.0.5/30");
    lab.router("r3").iface("left", "192.168.0.6/30").iface("lan", "10.2.0.1/24");
    lab.cable("r1:right", "r2:left", "PT0.0012S").cable("r2:right", "r3:left", "PT0.037S");
    lab.latency("a", "r1", "PT0.0002S").latency("b", "r3", "PT0.0002S");
    lab.router("r1").route("0.0.0.0/0", "192.168.0.2");
    lab.router("r2").route("10.2.0.0/23", "192.168.0.6").route("10.1.0.0/24", "192.168.0.1");
    lab.router("r2").route("10.9.0.0/16", "192.168.0.1");
    lab.router("r3").route("10.1.0.0/24", "192.168.0.5");
    lab.router("r2")
        .node(
            n ->
                n.hops(
                    new HopProfile(
                        List.of(
                            new HopProfile.Row(
                                null, null, List.of(new Responder.Silent("firewall")))))));
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r1:lan");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r3:lan");
    lab.host("c", "10.2.0.11/24", "10.2.0.1", "r3:lan");
    return lab;
  }

  private static void check(String name, Lab lab, String to, Failure... failures) {
    Trace trace = lab.solve(failures).trace("a", to);
    GoldenFile.of(TextTest.class, name + ".txt")
        .mustEqual(
            "> tracert -d "
                + to
                + "\n"
                + TracerouteText.windows(trace)
                + "\n$ traceroute -n "
                + to
                + "\n"
                + TracerouteText.linux(trace)
                + "\n> ping "
                + to
                + "\n"
                + PingText.windows(trace, true)
                + "\n$ ping -n -c 4 "
                + to
                + "\n"
                + PingText.linux(trace, SOURCE, false));
  }

  @Test
  void aDestinationThatAnswersBehindASilentHop() {
    check("answered", lab(), "10.2.0.10");
  }

  @Test
  void aDestinationOfUnknownDistance() {
    check("unknown-latency", lab(), "10.2.0.11");
  }

  @Test
  void theGatewayItself() {
    check("gateway", lab(), "10.1.0.1");
  }

  @Test
  void aPacketThatADiscardRouteSwallows() {
    Lab lab = lab();
    lab.router("r3").route("10.2.1.0/24", new NextHop.Discard(true, null));
    check("swallowed", lab, "10.2.1.1");
  }

  @Test
  void aRouterWithoutRoute() {
    check("no-route", lab(), "10.3.0.1");
  }

  @Test
  void aRouterWhoseListDenies() {
    Lab lab = lab();
    lab.filter("acl", Filter.Kind.ACL, false, false);
    lab.router("r3").change("left", i -> i.filtersIn(List.of("acl")));
    check("prohibited", lab, "10.2.0.10");
  }

  @Test
  void aGatewayThatIsDown() {
    check("gateway-down", lab(), "10.2.0.10", down("r1:lan"));
  }

  @Test
  void aLoop() {
    Lab lab = lab();
    lab.router("r2").node(n -> n.hops(HopProfile.ROUTER));
    check("loop", lab, "10.9.0.1");
  }
}
