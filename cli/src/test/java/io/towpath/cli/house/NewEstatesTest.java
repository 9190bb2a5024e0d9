package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.starter.Starter;
import io.towpath.estate.starter.Starters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estates that {@code towpath new} writes. */
class NewEstatesTest {
  @TempDir Path folder;

  static List<String> kinds() {
    return Starters.ALL.stream().map(Starter::kind).toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsSoundAndHoldsWhatItExpects(String kind) throws IOException {
    String estate = folder.resolve(kind).toString();
    Run written = Run.towpath("new", kind, estate);
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.lastLine()).isEqualTo("  towpath test " + estate);

    Run check = Run.towpath("check", estate);
    assertThat(check.code()).isZero();
    assertThat(check.out()).doesNotContain("error:", "warning:").contains(" 0 unsupported");
    Run test = Run.towpath("test", estate);
    assertThat(test.code()).as(test.out()).isZero();
    assertThat(test.lastLine()).matches("[1-9][0-9]* passed, 0 failed");
    assertThat(Files.readString(folder.resolve(kind).resolve("estate.yaml"))).startsWith("# ");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsWrittenTheSameEachTime(String kind) throws IOException {
    Run.towpath("new", kind, folder.resolve("one").toString());
    Run.towpath("new", kind, folder.resolve("two").toString());

    assertThat(contents(folder.resolve("one")))
        .isNotEmpty()
        .isEqualTo(contents(folder.resolve("two")));
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void everyCustomerOfAProviderReachesItsOwnSubscriptionOnly() {
    String estate = folder.resolve("csp").toString();
    assertThat(Run.towpath("new", "csp", estate, "--customers", "12").code()).isZero();

    // Twelve names have two digits each. The first three and the last are traced, all are isolated.
    Run test = Run.towpath("test", estate);
    assertThat(test.code()).as(test.out()).isZero();
    assertThat(test.out())
        .contains("isolated customer-01-pc, customer-02-pc, customer-03-pc, customer-04-pc")
        .contains("trace customer-12-pc")
        .doesNotContain("trace customer-04", "failed trace");
    // Equal addresses: what customer 2 has at this address is never what answers customer 7.
    assertThat(Run.towpath("trace", estate, "customer-07-pc", "customer-02-vm").out())
        .contains("The answer comes from customer-07-vm, not from customer-02-vm.");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("estate.yaml"), "mine");

    Run run = Run.towpath("new", "er-vpn", mine.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1230", mine.toString(), "Name a new folder.");
    assertThat(contents(mine)).isEqualTo(Map.of("estate.yaml", "mine"));
  }

  @Test
  void aFolderThatCannotBeMadeIsOneError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Run run = Run.towpath("new", "csp", file.resolve("below").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1236", "cannot be made", "where you may write");
  }

  @Test
  void anEmptyFolderIsTaken() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThat(Run.towpath("new", "er-vpn", empty.toString()).code()).isZero();
  }

  @Test
  void anUnknownKindIsAnsweredWithTheNearest() {
    Run run = Run.towpath("new", "hub-spokes", folder.resolve("x").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1231", "\"hub-spokes\"", "hub-spoke");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void customersAreForKindsThatHaveThem() {
    String x = folder.resolve("x").toString();

    assertThat(Run.towpath("new", "er-vpn", x, "--customers", "2").err()).contains("TP1232");
    assertThat(Run.towpath("new", "csp", x, "--customers", "0").err()).contains("TP1232");
    assertThat(Run.towpath("new", "csp", x, "--customers", "100001").err()).contains("TP1232");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void helpListsEveryKind() {
    Run run = Run.towpath("new", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: towpath new ").contains("--customers", "Examples:");
    for (Starter starter : Starters.ALL) {
      assertThat(run.out()).contains("  " + starter.kind() + "\n", starter.summary());
    }
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
