package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxRefusalsTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.1.1 !H, 10.1.1.1 !N, true",
    "10.1.1.1 !H, none, true",
    "10.1.1.1 10.2.0.1 !X, 10.1.1.1, true",
    "10.1.1.1 * 10.2.0.1 !X, 10.1.1.1, true",
    "10.1.1.1 10.2.0.1 !H, 10.3.1.1, false",
    "10.1.1.1 10.2.0.1 !H, 10.1.1.1 10.2.0.1 10.4.0.1, false",
    "10.1.1.1 10.2.0.1 !H, 10.1.1.1 10.3.0.1 !N, false",
    "10.1.1.1, none, false",
    "none, 10.1.1.1 !N, false"
  })
  void hopsBeforeTheRefusalAgree(String predicted, String observed, boolean explained) {
    assertThat(LinuxRefusals.explain(List.of(predicted), observed)).isEqualTo(explained);
  }
}
