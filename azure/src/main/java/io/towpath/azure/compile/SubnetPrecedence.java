package io.towpath.azure.compile;

import static io.towpath.azure.compile.AzureRouteClass.ENDPOINT;
import static io.towpath.azure.compile.AzureRouteClass.ENDPOINT_UNDER_POLICIES;
import static io.towpath.azure.compile.AzureRouteClass.GATEWAY;
import static io.towpath.azure.compile.AzureRouteClass.OWN_TUNNEL;
import static io.towpath.azure.compile.AzureRouteClass.PEERING;
import static io.towpath.azure.compile.AzureRouteClass.PEERING_KEPT_OUT;
import static io.towpath.azure.compile.AzureRouteClass.PEERING_WITHOUT_ACCESS;
import static io.towpath.azure.compile.AzureRouteClass.PLATFORM;
import static io.towpath.azure.compile.AzureRouteClass.SERVICE_ENDPOINT;
import static io.towpath.azure.compile.AzureRouteClass.SYSTEM_INTERNET;
import static io.towpath.azure.compile.AzureRouteClass.SYSTEM_NONE;
import static io.towpath.azure.compile.AzureRouteClass.SYSTEM_VNET;
import static io.towpath.azure.compile.AzureRouteClass.USER;
import static io.towpath.azure.compile.AzureRouteClass.USER_APPLIANCE;
import static io.towpath.azure.compile.AzureRouteClass.USER_GATEWAY;
import static io.towpath.azure.compile.AzureRouteClass.USER_INTERNET;
import static io.towpath.azure.compile.AzureRouteClass.USER_VNET;

import io.towpath.network.Precedence;
import io.towpath.network.Precedence.Condition;
import io.towpath.network.Precedence.Outcome;
import io.towpath.network.Precedence.Relation;
import io.towpath.network.Precedence.Row;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of the routes of a subnet are used, shown as Invalid, or not there at all. What survives is
 * chosen by longest prefix (R33).
 *
 * <p>The rows are applied in order. Rows about default routes stand before those of equal prefixes,
 * because a learned default removes the platform's rows even where a user-defined default beats it.
 */
final class SubnetPrecedence {
  /** The table of every subnet. */
  static final Precedence TABLE = new Precedence(false, rows());

  private SubnetPrecedence() {}

  private static List<Row> rows() {
    return List.of(
        // The host answers for platform addresses whatever the routes say.
        new Row(
            List.of(PLATFORM),
            Condition.ALWAYS,
            Relation.SAME,
            Stream.concat(USER.stream(), Stream.of(GATEWAY, OWN_TUNNEL)).toList(),
            Outcome.INVALID,
            "R6"),
        // What gateways and Route Servers learn equal to or inside ranges of the VNet and its peers
        // is
        // not programmed at all. First, so that it also holds where a user-defined route beats the
        // range itself.
        new Row(
            List.of(SYSTEM_VNET, PEERING, PEERING_WITHOUT_ACCESS),
            Condition.ALWAYS,
            Relation.COVERS,
            List.of(GATEWAY, OWN_TUNNEL),
            Outcome.ABSENT,
            "R270"),
        // Service endpoints hold against gateway routes, also longer ones.
        new Row(
            List.of(SERVICE_ENDPOINT),
            Condition.ALWAYS,
            Relation.COVERS,
            List.of(GATEWAY, OWN_TUNNEL),
            Outcome.INVALID,
            "R35"),
        // An instance that has the tunnel before one that knows the other instance by BGP.
        new Row(
            List.of(OWN_TUNNEL),
            Condition.ALWAYS,
            Relation.SAME,
            List.of(GATEWAY),
            Outcome.ABSENT,
            "R84"),
        // A learned default takes the platform's Internet row away …
        new Row(
            List.of(GATEWAY, OWN_TUNNEL),
            Condition.IS_DEFAULT,
            Relation.SAME,
            List.of(SYSTEM_INTERNET),
            Outcome.ABSENT,
            "R274"),
        // … and the reserved rows, so that private destinations follow it.
        new Row(
            List.of(GATEWAY, OWN_TUNNEL),
            Condition.IS_DEFAULT,
            Relation.EXISTS,
            List.of(SYSTEM_NONE),
            Outcome.ABSENT,
            "R27"),
        // So does a user-defined default, unless it drops (R274).
        new Row(
            List.of(USER_APPLIANCE, USER_VNET, USER_GATEWAY, USER_INTERNET),
            Condition.IS_DEFAULT,
            Relation.EXISTS,
            List.of(SYSTEM_NONE),
            Outcome.ABSENT,
            "R26"),
        // A user-defined route at least as specific as the range of the endpoint's VNet. Before the
        // next row, which may take that range away.
        new Row(
            USER,
            Condition.ALWAYS,
            Relation.COVERS,
            List.of(ENDPOINT_UNDER_POLICIES),
            Outcome.INVALID,
            "R275",
            List.of(SYSTEM_VNET, PEERING, PEERING_WITHOUT_ACCESS, PEERING_KEPT_OUT)),
        // What the route table keeps out: until here it only told how wide the range is.
        Row.removing(List.of(PEERING_KEPT_OUT), "R296"),
        // User before BGP before Default, for exactly equal prefixes (R34, R273).
        new Row(
            USER,
            Condition.ALWAYS,
            Relation.SAME,
            List.of(
                GATEWAY,
                OWN_TUNNEL,
                PEERING,
                PEERING_WITHOUT_ACCESS,
                SERVICE_ENDPOINT,
                ENDPOINT,
                ENDPOINT_UNDER_POLICIES,
                SYSTEM_VNET,
                SYSTEM_INTERNET,
                SYSTEM_NONE),
            Outcome.INVALID,
            "R34"),
        new Row(
            List.of(GATEWAY, OWN_TUNNEL),
            Condition.ALWAYS,
            Relation.SAME,
            List.of(SYSTEM_NONE, SYSTEM_INTERNET),
            Outcome.INVALID,
            "R34"));
  }
}
