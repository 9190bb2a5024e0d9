package io.towpath.azure.reader;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.net.IpAddress;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Private endpoints (R29). Which service they lead to decides only whether UDP is answered. */
final class PrivateEndpointReading {
  private static final String OWN_SERVICE = "/privatelinkservices/";

  private PrivateEndpointReading() {}

  static PrivateEndpoint endpoint(ArmMembers members) {
    Set<IpAddress> addresses = new LinkedHashSet<>();
    members.forEach(
        "ipConfigurations",
        object -> {
          ArmMembers configuration = ArmMembers.of(members.notes(), members.resource(), object);
          configuration.optionalAddress("privateIPAddress").ifPresent(addresses::add);
        });
    members.forEach(
        "customDnsConfigs",
        object -> addresses.addAll(object.parsedList("ipAddresses", IpAddress::parse)));
    List<String> states = new ArrayList<>();
    boolean[] own = {false};
    for (String list :
        List.of("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")) {
      members.forEach(list, object -> own[0] |= connection(members, object, states));
    }
    PrivateEndpoint endpoint =
        new PrivateEndpoint(
            members.resource(),
            Children.location(members),
            members.requiredReference("subnet", NetworkInterfaceReading.SUBNET_TYPE),
            members.references("networkInterfaces", NetworkInterface.TYPE),
            List.copyOf(addresses),
            own[0],
            states,
            members.references("applicationSecurityGroups", ApplicationSecurityGroup.TYPE),
            members.origin());
    members.reportRest(MemberTable.PRIVATE_ENDPOINT);
    return endpoint;
  }

  /** Notes the state of a connection; true if it leads to a private link service. */
  private static boolean connection(ArmMembers endpoint, Members object, List<String> states) {
    ArmMembers members = ArmMembers.of(endpoint.notes(), endpoint.resource(), object);
    members
        .object("privateLinkServiceConnectionState")
        .flatMap(state -> state.optionalText("status"))
        .ifPresent(status -> states.add(endpoint.notes().shared(status)));
    return members
        .optionalText("privateLinkServiceId")
        .filter(id -> id.toLowerCase(Locale.ROOT).contains(OWN_SERVICE))
        .isPresent();
  }
}
