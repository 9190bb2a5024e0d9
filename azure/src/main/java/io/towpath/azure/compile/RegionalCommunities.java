package io.towpath.azure.compile;

import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.Community;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Communities with which VNet ranges are announced over ExpressRoute: 12076:5xxxx (R146). */
final class RegionalCommunities {
  private static final int MICROSOFT = 12076;

  // Looked up only, never iterated.
  private static final Map<String, Integer> BY_REGION =
      Map.ofEntries(
          Map.entry("westeurope", 51002),
          Map.entry("northeurope", 51003),
          Map.entry("eastus", 51004),
          Map.entry("eastus2", 51005),
          Map.entry("westus", 51006),
          Map.entry("northcentralus", 51007),
          Map.entry("southcentralus", 51008),
          Map.entry("centralus", 51009),
          Map.entry("eastasia", 51010),
          Map.entry("southeastasia", 51011),
          Map.entry("japaneast", 51012),
          Map.entry("japanwest", 51013),
          Map.entry("brazilsouth", 51014),
          Map.entry("australiaeast", 51015),
          Map.entry("australiasoutheast", 51016),
          Map.entry("centralindia", 51017),
          Map.entry("westindia", 51018),
          Map.entry("southindia", 51019),
          Map.entry("canadacentral", 51020),
          Map.entry("canadaeast", 51021),
          Map.entry("uksouth", 51024),
          Map.entry("ukwest", 51025),
          Map.entry("westus2", 51026),
          Map.entry("westcentralus", 51027),
          Map.entry("koreasouth", 51028),
          Map.entry("koreacentral", 51029),
          Map.entry("francecentral", 51030),
          Map.entry("francesouth", 51031),
          Map.entry("australiacentral", 51032),
          Map.entry("australiacentral2", 51033));

  private RegionalCommunities() {}

  /**
   * What a VNet's ranges carry: the community of its region, as printed or as known, and its own.
   */
  static List<Community> of(VirtualNetwork vnet) {
    List<Community> communities = new ArrayList<>(2);
    Community stated = vnet.regionalCommunity();
    if (stated != null) {
      communities.add(stated);
    } else {
      of(vnet.location()).ifPresent(communities::add);
    }
    Community custom = vnet.customCommunity();
    if (custom != null) {
      communities.add(custom);
    }
    return communities;
  }

  /** The community of a region in Azure's short form; empty for regions that the rule omits. */
  static Optional<Community> of(String location) {
    Integer value = BY_REGION.get(location.toLowerCase(Locale.ROOT));
    return value == null ? Optional.empty() : Optional.of(Community.parse(MICROSOFT + ":" + value));
  }
}
