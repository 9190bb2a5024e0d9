package io.towpath.azure.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R3, R4: what users get of a subnet. */
class SubnetAddressesTest {

  @ParameterizedTest
  @CsvSource({"29,3", "28,11", "27,27", "26,59", "25,123", "24,251", "22,1019", "30,0", "32,0"})
  void aSubnetHasItsSizeLessFive(int length, long usable) {
    Prefix prefix = Prefix.parse("10.0.0.0/" + length);

    long counted =
        LongStream.range(0, 1L << (32 - length))
            .mapToObj(prefix.network()::plus)
            .filter(address -> SubnetAddresses.isUsable(prefix, address))
            .count();
    assertThat(counted).isEqualTo(usable).isEqualTo(SubnetAddresses.usableCount(prefix));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.3, false",
    "10.0.0.4, true",
    "10.0.0.254, true",
    "10.0.0.255, false",
    "10.0.1.4, false"
  })
  void theFirstFourAndTheLastAreReserved(String address, boolean usable) {
    assertThat(SubnetAddresses.isUsable(Prefix.parse("10.0.0.0/24"), IpAddress.parse(address)))
        .isEqualTo(usable);
  }
}
