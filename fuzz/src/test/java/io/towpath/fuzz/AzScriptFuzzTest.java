package io.towpath.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.script.AzScriptReader;
import java.nio.charset.StandardCharsets;

class AzScriptFuzzTest {
  private static final String FILE = "build.sh";

  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] bytes) {
    ResourceReader reader = new ResourceReader();
    AzScriptReader.read(
        new String(bytes, StandardCharsets.UTF_8), FILE, reader, new ResourceDefaults("s", "g"));
    AzureResources resources = reader.finish();
    Refusals.findingsMustBePlaced(resources.findings(), FILE);
    Refusals.unsupportedMustBePlaced(resources.unsupported(), FILE);
  }
}
