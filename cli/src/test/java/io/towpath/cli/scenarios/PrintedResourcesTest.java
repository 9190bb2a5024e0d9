package io.towpath.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.print.ArmTemplate;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.script.AzScript;
import io.towpath.azure.script.AzScriptReader;
import io.towpath.cli.architecture.Repository;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.Network;
import io.towpath.testkit.networks.azure.RandomAzureEstate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Printed resources are read back to the same network: of all scenarios, and of random estates. */
class PrintedResourcesTest {
  private static final int SEEDS = Integer.getInteger("towpath.azure.seeds", 12);

  private static final RecursiveComparisonConfiguration BUT_FOR_PLACES =
      RecursiveComparisonConfiguration.builder()
          .withIgnoredFieldsOfTypes(Origin.class)
          .withStrictTypeChecking(true)
          .build();

  @TempDir Path temporary = Path.of("");

  /** A form in which resources are printed, and how it is read. */
  enum Form {
    ARM {
      @Override
      String print(AzureResources resources) {
        return ArmTemplate.print(resources).text();
      }

      @Override
      void read(String text, ResourceReader reader, ResourceDefaults defaults) {
        reader.read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            "printed.json",
            defaults);
      }
    },

    AZ {
      @Override
      String print(AzureResources resources) {
        return AzScript.print(resources).text();
      }

      @Override
      void read(String text, ResourceReader reader, ResourceDefaults defaults) {
        AzScriptReader.read(text, "printed.sh", reader, ResourceDefaults.NONE);
      }
    };

    abstract String print(AzureResources resources);

    abstract void read(String text, ResourceReader reader, ResourceDefaults defaults);
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioIsTheSameWithPrintedResources() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root().resolve("scenarios"))) {
      return files.filter(file -> file.endsWith("estate.yaml")).sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      Repository.root().relativize(file.getParent()).toString(),
                      () -> holds(EstateLoader.load(file, null))));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyRandomEstateIsTheSameWithPrintedResources() {
    return LongStream.rangeClosed(1, SEEDS)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed,
                    () -> {
                      Path folder = Files.createTempDirectory(temporary, "estate");
                      RandomAzureEstate.of(seed).writeTo(folder);
                      holds(EstateLoader.load(folder, null));
                    }));
  }

  private static void holds(Estate estate) {
    Network before = network(estate, estate.clouds());
    for (Form form : Form.values()) {
      List<CloudResources> clouds = new ArrayList<>();
      for (CloudResources cloud : estate.clouds()) {
        String text = form.print(cloud.resources());
        AzureResources again = read(text, cloud.resources(), form);
        assertThat(again.findings()).as(text).isEmpty();
        assertThat(again.unsupported()).as(text).isEmpty();
        assertThat(form.print(again)).as("printed again").isEqualTo(text);
        clouds.add(new CloudResources(cloud.cloud(), again));
      }
      Network after = network(estate, clouds);
      same(form + " node", before.nodes(), after.nodes());
      same(form + " host", before.hosts(), after.hosts());
      same(form + " segment", before.segments(), after.segments());
      same(form + " domain", before.domains(), after.domains());
      same(form + " layer", before.layers(), after.layers());
      same(form + " exchange", before.exchanges(), after.exchanges());
      same(form + " filter", before.filters(), after.filters());
      same(form + " group", before.groups(), after.groups());
    }
  }

  private static AzureResources read(String text, AzureResources original, Form form) {
    ResourceReader reader = new ResourceReader();
    List<AzureResource> all = original.all();
    if (!all.isEmpty()) {
      ResourceId any = all.getFirst().id();
      form.read(text, reader, new ResourceDefaults(any.subscription(), any.resourceGroup()));
    }
    AzureResources read = reader.finish();
    // Azure's own lists are no resources that one prints: tags, and communities of services.
    List<AzureResource> withLists = new ArrayList<>(read.all());
    withLists.addAll(original.serviceCommunities().values());
    return AzureResources.of(
        withLists,
        original.serviceTags(),
        read.findings().stream()
            .filter(finding -> finding.severity() == io.towpath.net.Severity.ERROR)
            .toList(),
        read.unsupported().stream()
            .filter(entry -> !entry.text().contains("service tag"))
            .toList());
  }

  private static Network network(Estate estate, List<CloudResources> clouds) {
    Fragment fragment =
        AzureCompiler.compile(
                clouds,
                estate.profile(),
                estate.file().assigned(),
                estate.file().guests(),
                estate.file().devices().stream()
                    .flatMap(device -> Stream.ofNullable(device.vm()))
                    .toList(),
                estate.file().clients())
            .fragment();
    return Network.of(fragment);
  }

  private static <T> void same(String kind, Map<String, T> before, Map<String, T> after) {
    assertThat(after.keySet()).as(kind + "s").isEqualTo(before.keySet());
    before.forEach(
        (name, element) ->
            assertThat(after.get(name))
                .as(kind + " " + name)
                .usingRecursiveComparison(BUT_FOR_PLACES)
                .isEqualTo(element));
  }
}
