package io.towpath.devices.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.frr.convert.FrrConversion;
import io.towpath.devices.frr.parse.FrrParser;
import io.towpath.devices.frr.print.FrrConfiguration;
import io.towpath.devices.frr.print.FrrPrinter;
import io.towpath.devices.print.RandomRouter;
import io.towpath.devices.print.RouterMeaning;
import io.towpath.network.Fragment;
import io.towpath.network.Node;
import io.towpath.testkit.Property;
import org.junit.jupiter.api.Test;

/** What is printed for FRR and read again is the same router. */
class PrintAndReadTest {

  @Test
  void whatIsPrintedReadsBackToTheSameRouter() {
    Property.named("FRR: print, read")
        .runs(400)
        .check(
            new RandomRouter("eth", "red"),
            node -> {
              FrrConfiguration printed = FrrPrinter.print(node, FrrPrinter.Options.ROUTER);
              Fragment read = read(printed.text(), node);
              assertThat(read.unsupported()).as(printed.text()).isEmpty();
              assertThat(RouterMeaning.of(read.nodes().getFirst()))
                  .as(printed.text())
                  .containsExactlyElementsOf(RouterMeaning.of(node));
            });
  }

  @Test
  void readingAndPrintingAgainChangesNothing() {
    Property.named("FRR: print, read, print")
        .runs(100)
        .check(
            new RandomRouter("eth", "red"),
            node -> {
              String first = FrrPrinter.print(node, FrrPrinter.Options.ROUTER).text();
              Node read = read(first, node).nodes().getFirst();
              String second = FrrPrinter.print(read, FrrPrinter.Options.ROUTER).text();
              Node again = read(second, node).nodes().getFirst();
              assertThat(RouterMeaning.of(again)).isEqualTo(RouterMeaning.of(read));
            });
  }

  private static Fragment read(String text, Node node) {
    return FrrConversion.convert(FrrParser.parse("frr.conf", text), node.name(), null);
  }
}
