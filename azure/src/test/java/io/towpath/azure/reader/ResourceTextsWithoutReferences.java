package io.towpath.azure.reader;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import java.util.List;

/** Reads single resources whose references lead nowhere. */
final class ResourceTextsWithoutReferences {

  private ResourceTextsWithoutReferences() {}

  /** Reads a file; broken references are expected, any other finding is not. */
  static AzureResources read(String file) {
    AzureResources resources = ResourceTexts.read(file);
    resources.findings().stream()
        .filter(finding -> !finding.code().equals("TP2006") && !finding.code().equals("TP2007"))
        .forEach(
            finding -> {
              throw new AssertionError(finding.message());
            });
    return resources;
  }

  /** Every resource without its place. */
  static List<AzureResource> all(AzureResources resources) {
    return resources.all().stream().map(AzureResource::unplaced).toList();
  }
}
