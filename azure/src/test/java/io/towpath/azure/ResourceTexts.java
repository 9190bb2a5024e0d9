package io.towpath.azure;

import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Severity;
import io.towpath.net.document.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resources from JSON texts, as a test writes them: file names {@code 0.json}, {@code 1.json} … */
public final class ResourceTexts {

  public static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
  public static final String GROUP = "net";
  public static final ResourceDefaults DEFAULTS = new ResourceDefaults(SUBSCRIPTION, GROUP);

  private ResourceTexts() {}

  /** The members for appliances of a route, one or several as {@code A+B}; in single quotes. */
  public static String nextHops(String addresses) {
    return addresses.contains("+")
        ? "'nextHop': {'nextHopIpAddresses': ['" + addresses.replace("+", "', '") + "']}"
        : "'nextHopIpAddress': '" + addresses + "'";
  }

  /** Reads each text as a file of its own. */
  public static AzureResources read(String... files) {
    return readWith(null, files);
  }

  /** Reads texts and, unless it is null, a list of service tags. */
  public static AzureResources readWith(@Nullable String serviceTags, String... files) {
    ResourceReader reader = new ResourceReader();
    if (serviceTags != null) {
      reader.addServiceTags(JsonReader.parse(serviceTags, "tags.json"));
    }
    for (int i = 0; i < files.length; i++) {
      reader.read(
          new ByteArrayInputStream(files[i].getBytes(StandardCharsets.UTF_8)),
          i + ".json",
          DEFAULTS);
    }
    return reader.finish();
  }

  /** Reads texts that must have no errors. */
  public static AzureResources readWhole(String... files) {
    return whole(read(files));
  }

  /** The resources, which must have no errors. */
  public static AzureResources whole(AzureResources resources) {
    String errors =
        resources.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(finding -> finding.origin() + " " + finding.message())
            .collect(Collectors.joining("\n"));
    if (!errors.isEmpty()) {
      throw new AssertionError("the test's own resources are broken:\n" + errors);
    }
    return resources;
  }

  /** An id in the default subscription and group: {@code id("virtualNetworks", "hub")}. */
  public static ResourceId id(String type, String name) {
    return ResourceId.of(SUBSCRIPTION, GROUP, "Microsoft.Network/" + type, name);
  }

  /** A text in which single quotes stand for double ones. */
  public static String json(String text) {
    return text.replace('\'', '"');
  }
}
