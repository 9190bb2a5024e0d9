package io.towpath.azure.validation;

import static io.towpath.azure.ResourceTexts.readWhole;
import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.privatePeering;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Finding;
import io.towpath.net.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Azure never prints is assumed to agree, and said. */
class AssumptionsTest {

  private static final String POLICY =
      """
      'ipsecPolicies': [{'ikeEncryption': 'AES256', 'ikeIntegrity': 'SHA256', 'dhGroup': 'DHGroup14',
      'ipsecEncryption': 'AES256', 'ipsecIntegrity': 'SHA256', 'pfsGroup': 'None',
      'saLifeTimeSeconds': 3600, 'saDataSizeKilobytes': 102400}]
      """;

  private static List<Finding> check(String tunnelMember, String peeringMember) {
    AzureResources resources =
        readWhole(
            vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
            vpn("g", "v"),
            site("l"),
            tunnel("t", "g", "l", tunnelMember),
            circuit("c"),
            privatePeering("c", peeringMember));
    return AzureValidation.check(
        resources, AddressAssignment.of(resources, AssignedAddresses.NONE), Profile.CURRENT);
  }

  @Test
  void missingKeysAndProposalsAreAssumedToAgree() {
    List<Finding> findings = check("", "");

    assertThat(findings)
        .extracting(Finding::code)
        .containsExactlyInAnyOrder("TP2901", "TP2902", "TP2903");
    assertThat(findings).extracting(Finding::severity).containsOnly(Severity.INFO);
  }

  @Test
  void whatIsPresentIsNotAssumed() {
    assertThat(check("'sharedKey': 'k', " + POLICY, "'sharedKey': 'm'")).isEmpty();
  }
}
