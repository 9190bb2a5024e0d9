package io.towpath.azure.reader;

import static io.towpath.azure.ResourceTexts.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.resource.AzureResources;
import org.junit.jupiter.api.Test;

/** Deployments in templates. */
class NestedDeploymentTest {
  private static final String TYPE = "'type': 'Microsoft.Resources/deployments', 'name': 'edge'";

  @Test
  void literalResourcesOfADeploymentAreInItsGroup() {
    AzureResources read =
        ResourceTexts.readWhole(
            json(
                "{"
                    + TYPE
                    + ", 'resourceGroup': 'edge', 'properties': {'mode': 'Incremental', 'template':"
                    + " {'resources': [{'type': 'Microsoft.Network/routeTables', 'name': 'rt',"
                    + " 'location': 'eastus', 'properties': {}}]}}}"));

    assertThat(read.routeTables().values())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.id().resourceGroup()).isEqualTo("edge");
              assertThat(table.id().subscription()).isEqualTo(ResourceTexts.SUBSCRIPTION);
            });
    assertThat(read.unsupported()).isEmpty();
  }

  @Test
  void aDeploymentThatLinksToATemplateIsNotModelled() {
    AzureResources read =
        ResourceTexts.read(
            json(
                "{"
                    + TYPE
                    + ", 'properties': {'templateLink': {'uri':"
                    + " 'https://example.com/main.json'}}}"));

    assertThat(read.unsupported())
        .singleElement()
        .satisfies(entry -> assertThat(entry.text()).contains("deployments \"edge\""));
  }
}
