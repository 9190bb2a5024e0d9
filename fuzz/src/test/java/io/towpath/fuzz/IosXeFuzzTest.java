package io.towpath.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.convert.IosXeConversion;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.net.InvalidInputException;

class IosXeFuzzTest {
  private static final String FILE = "router.cfg";

  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] bytes) {
    try {
      IosConfig config = IosXeParser.parse(FILE, bytes);
      Refusals.unsupportedMustBePlaced(config.unsupported(), FILE);
      IosXeConversion.convert(config, "router", null);
    } catch (InvalidInputException refusal) {
      Refusals.mustBePlaced(refusal, FILE);
    }
  }
}
