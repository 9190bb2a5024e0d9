package io.towpath.azure.validation;

import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Cloud;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.resource.CloudResources;
import io.towpath.net.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may not lie between clouds (R226). */
class CloudRulesTest {
  private static List<CloudResources> clouds(List<String> azure, List<String> stamp) {
    return List.of(
        CloudResources.azure(ResourceTexts.read(azure.toArray(String[]::new))),
        new CloudResources(
            new Cloud.Stamp("azs"), ResourceTexts.read(stamp.toArray(String[]::new))));
  }

  @Test
  void aPeeringDoesNotLeadIntoAnotherCloud() {
    List<CloudResources> clouds =
        clouds(
            List.of(vnet("hub", "10.0.0.0/16", "s=10.0.1.0/24")),
            List.of(vnet("t", "10.1.0.0/16", "s=10.1.1.0/24"), peering("t/out", "hub")));

    assertThat(CloudRules.check(clouds))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP2461");
              assertThat(finding.rule()).isEqualTo("R226");
              assertThat(finding.message()).contains("the stamp \"azs\" leads to");
            });
  }

  @Test
  void norDoesAConnection() {
    List<CloudResources> clouds =
        clouds(
            List.of(site("l")),
            List.of(
                vnet("t", "10.1.0.0/16", "GatewaySubnet=10.1.0.0/24"),
                vpn("g", "t"),
                tunnel("c", "g", "l")));

    assertThat(CloudRules.check(clouds)).extracting(Finding::code).containsExactly("TP2461");
  }

  @Test
  void aResourceIsInOneCloud() {
    String vnet = vnet("t", "10.1.0.0/16", "s=10.1.1.0/24");

    assertThat(CloudRules.check(clouds(List.of(vnet), List.of(vnet))))
        .extracting(Finding::code)
        .containsExactly("TP2460");
    assertThat(CloudRules.check(clouds(List.of(vnet), List.of()))).isEmpty();
  }
}
