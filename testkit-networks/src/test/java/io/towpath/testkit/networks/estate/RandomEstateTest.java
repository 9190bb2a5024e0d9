package io.towpath.testkit.networks.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RandomEstateTest {
  private static RandomEstate estate(long seed, Dialect dialect) {
    return RandomEstate.of(seed, RandomEstate.Options.of(seed, 12).in(dialect));
  }

  @Test
  void sameSeedGivesTheSameBytes() {
    for (Dialect dialect : Dialect.values()) {
      assertThat(estate(5, dialect).files()).isEqualTo(estate(5, dialect).files());
      assertThat(estate(5, dialect).files()).isNotEqualTo(estate(6, dialect).files());
    }
  }

  @Test
  void aRouterThatIsLeftOutIsNamedNowhere() {
    RandomEstate smaller = estate(5, Dialect.IOS_XE).without(List.of("router r3"));

    assertThat(smaller.files()).doesNotContainKey("devices/r3.cfg");
    assertThat(smaller.files().get("estate.yaml")).doesNotContain("r3:").doesNotContain("r3,");
    assertThat(smaller.files().values()).noneMatch(text -> text.contains(" 10.255.0.3 "));
    assertThat(smaller.elements()).noneMatch(element -> element.matches(".*\\br3\\b.*"));
  }

  @Test
  void everyElementThatIsLeftOutChangesTheFiles() {
    RandomEstate whole = estate(9, Dialect.FRR);

    assertThat(whole.elements()).hasSizeGreaterThan(50);
    for (String element : whole.elements()) {
      assertThat(whole.without(List.of(element)).files()).as(element).isNotEqualTo(whole.files());
    }
  }
}
