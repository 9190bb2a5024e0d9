package io.towpath.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Severity;
import java.io.ByteArrayInputStream;

class AzureResourcesFuzzTest {
  private static final String FILE = "resources.json";

  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] bytes) {
    ResourceReader reader = new ResourceReader();
    reader.read(new ByteArrayInputStream(bytes), FILE, new ResourceDefaults("s", "g"));
    AzureResources resources = reader.finish();
    Refusals.findingsMustBePlaced(resources.findings(), FILE);
    Refusals.unsupportedMustBePlaced(resources.unsupported(), FILE);
    if (resources.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR)) {
      AzureCompiler.compile(resources, Profile.CURRENT, AssignedAddresses.NONE);
    }
  }
}
