package io.towpath.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "hub, hub, 0", "hub, HUB, 0", "hub, hubs, 1", "hub, hb, 1", "hub, hib, 1", "hub, hbu, 1",
    "ab, ba, 1", "abcd, badc, 2", "kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "ca, abc, 3"
  })
  void editsAreCounted(String from, String to, int distance) {
    assertThat(Nearest.distance(from, to)).isEqualTo(distance);
    assertThat(Nearest.distance(to, from)).isEqualTo(distance);
  }

  @Test
  void theThreeNearestComeFirstAndEqualOnesKeepTheirOrder() {
    List<String> names =
        List.of("branch-vm", "spoke-vm", "hub-vm", "hub-wm", "hub-vn", "remote-vm");
    assertThat(Nearest.names("hub-vm2", names)).containsExactly("hub-vm", "hub-wm", "hub-vn");
    assertThat(Nearest.names("HUB-VM", names)).startsWith("hub-vm");
    assertThat(Nearest.names("x", List.of("y", "y"))).containsExactly("y");
  }

  @Test
  void theQuestionNamesAsManyAsThereAre() {
    assertThat(Nearest.question("a", List.of())).isEmpty();
    assertThat(Nearest.question("a", List.of("b"))).isEqualTo("Did you mean \"b\"?");
    assertThat(Nearest.question("a", List.of("b", "c"))).isEqualTo("Did you mean \"b\" or \"c\"?");
    assertThat(Nearest.question("a", List.of("b", "c", "d", "e")))
        .isEqualTo("Did you mean \"b\", \"c\" or \"d\"?");
  }
}
