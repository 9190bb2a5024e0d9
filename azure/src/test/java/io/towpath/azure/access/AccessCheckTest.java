package io.towpath.azure.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.net.Origin;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AccessCheckTest {
  private static final String SUBSCRIPTION = "/subscriptions/s1";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/net";
  private static final String CIRCUIT =
      GROUP + "/providers/Microsoft.Network/expressRouteCircuits/er1";

  /** A role on the subscription, an action, and whether it is allowed (R239). */
  record RoleRow(BuiltInRole role, String action, boolean allowed) {}

  static final List<RoleRow> ROLES =
      List.of(
          new RoleRow(BuiltInRole.OWNER, "Microsoft.Network/expressRouteCircuits/write", true),
          new RoleRow(BuiltInRole.OWNER, "Microsoft.Authorization/roleAssignments/write", true),
          new RoleRow(
              BuiltInRole.CONTRIBUTOR, "Microsoft.Network/expressRouteCircuits/delete", true),
          new RoleRow(
              BuiltInRole.CONTRIBUTOR, "microsoft.authorization/roleassignments/WRITE", false),
          new RoleRow(
              BuiltInRole.CONTRIBUTOR, "Microsoft.Authorization/roleAssignments/read", true),
          new RoleRow(BuiltInRole.READER, "Microsoft.Network/expressRouteCircuits/read", true),
          new RoleRow(BuiltInRole.READER, "Microsoft.Network/expressRouteCircuits/write", false),
          new RoleRow(
              BuiltInRole.READER, "Microsoft.Network/expressRouteCircuits/stats/action", false),
          new RoleRow(
              BuiltInRole.NETWORK_CONTRIBUTOR,
              "Microsoft.Network/expressRouteCircuits/authorizations/write",
              true),
          new RoleRow(
              BuiltInRole.NETWORK_CONTRIBUTOR, "Microsoft.Compute/virtualMachines/write", false),
          new RoleRow(
              BuiltInRole.NETWORK_CONTRIBUTOR,
              "Microsoft.Authorization/roleAssignments/read",
              true));

  @ParameterizedTest
  @FieldSource("ROLES")
  void aRoleAllowsWhatItsActionsSay(RoleRow row) {
    AccessCheck check =
        new AccessCheck(List.of(assignment("ann", row.role(), SUBSCRIPTION)), List.of());

    assertThat(check.ask("ann", row.action(), CIRCUIT).allowed()).isEqualTo(row.allowed());
  }

  @Test
  void anAssignmentHoldsAtItsScopeAndBelow() {
    AccessCheck check =
        new AccessCheck(List.of(assignment("ann", BuiltInRole.OWNER, GROUP)), List.of());
    String write = "Microsoft.Network/expressRouteCircuits/write";

    assertThat(check.ask("ann", write, CIRCUIT).allowed()).isTrue();
    assertThat(check.ask("ANN", write, GROUP + "/").allowed()).isTrue();
    assertThat(check.ask("ann", write, SUBSCRIPTION).allowed()).isFalse();
    assertThat(check.ask("ann", write, SUBSCRIPTION + "/resourceGroups/network").allowed())
        .as("a longer name is another group")
        .isFalse();
    assertThat(check.ask("bob", write, CIRCUIT).reason())
        .isEqualTo("\"bob\" has no role at " + CIRCUIT + " or above it");
  }

  @Test
  void membersActByTheirGroups() {
    AccessCheck check =
        new AccessCheck(
            List.of(assignment("id-of-agents", BuiltInRole.OWNER, SUBSCRIPTION)),
            List.of(
                principal("agents", "id-of-agents"),
                principal("desk", "", "agents"),
                principal("pat", "", "desk")));
    String write = "Microsoft.Network/connections/write";

    assertThat(check.ask("pat", write, CIRCUIT))
        .isEqualTo(
            new AccessCheck.Decision(
                true, "\"pat\" is Owner on /subscriptions/s1 as member of agents"));
    assertThat(check.ask("eve", write, CIRCUIT).reason())
        .isEqualTo("\"eve\" is in no directory of the estate");
  }

  @Test
  void anAssignmentOfSomebodyInNoDirectoryIsAnOrphan() {
    RoleAssignment known = assignment("ann", BuiltInRole.READER, SUBSCRIPTION);
    RoleAssignment orphan = assignment("eve", BuiltInRole.OWNER, SUBSCRIPTION);

    assertThat(new AccessCheck(List.of(known, orphan), List.of(principal("ann", ""))).orphans())
        .containsExactly(orphan);
    assertThat(new AccessCheck(List.of(known, orphan), List.of()).orphans())
        .as("without a directory nobody is unknown")
        .isEmpty();
  }

  @Test
  void assignmentsAreReadAsTheCommandLineAndTemplatesPrintThem() {
    ResourceReader reader = new ResourceReader();
    String text =
        ResourceTexts.json(
            """
            [{'id': '/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/one',
              'name': 'one', 'type': 'Microsoft.Authorization/roleAssignments',
              'principalId': 'p1', 'principalName': 'ann', 'principalType': 'User',
              'roleDefinitionId': '/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7',
              'roleDefinitionName': 'Reader', 'scope': '/subscriptions/s1'},
             {'name': 'two', 'type': 'Microsoft.Authorization/roleAssignments',
              'properties': {'principalId': 'p2', 'scope': '/subscriptions/s0',
              'roleDefinitionId': '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'}},
             {'name': 'three', 'type': 'Microsoft.Authorization/roleAssignments',
              'principalId': 'p3', 'scope': '/subscriptions/s1',
              'roleDefinitionId': 'ffffffff-0000-0000-0000-000000000000'}]
            """);
    reader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "roles.json",
        new ResourceDefaults(null, null));

    assertThat(reader.roleAssignments())
        .extracting(one -> one.name() + " " + one.role().azureName() + " " + one.principalName())
        .containsExactly("two Owner ", "one Reader ann");
    assertThat(reader.finish().unsupported())
        .singleElement()
        .asString()
        .contains("three", "ffffffff-0000-0000-0000-000000000000");
  }

  private static RoleAssignment assignment(String who, BuiltInRole role, String scope) {
    return new RoleAssignment("of " + who, who, "", role, scope, Origin.NONE);
  }

  private static Principal principal(String name, String id, String... groups) {
    return new Principal(name, id, "", List.of(groups), Origin.NONE);
  }
}
