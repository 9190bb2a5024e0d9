package io.towpath.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.towpath.devices.windows.WindowsConfig;
import io.towpath.devices.windows.convert.WindowsConversion;
import io.towpath.devices.windows.parse.WindowsParser;
import io.towpath.net.InvalidInputException;
import java.util.LinkedHashMap;

class WindowsFuzzTest {
  private static final String FILE = "server.ps1";

  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] bytes) {
    try {
      WindowsConfig config = WindowsParser.parse(FILE, bytes);
      Refusals.unsupportedMustBePlaced(config.unsupported("server"), FILE);
      WindowsConversion.convert(config, "server", null, new LinkedHashMap<>());
    } catch (InvalidInputException refusal) {
      Refusals.mustBePlaced(refusal, FILE);
    }
  }
}
