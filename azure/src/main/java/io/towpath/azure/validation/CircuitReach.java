package io.towpath.azure.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which Azure regions a circuit reaches from its peering location (R123).
 *
 * <p>A copy of the published lists; both grow. What is not in them counts as reached.
 */
final class CircuitReach {

  // One geopolitical region a line: its Azure regions, then its peering locations.
  private static final String GEOPOLITICAL_REGIONS =
      """
      eastus,eastus2,westus,westus2,westus3,centralus,southcentralus,northcentralus,westcentralus,\
      canadacentral,canadaeast|atlanta,chicago,dallas,denver,las vegas,los angeles,miami,\
      minneapolis,montreal,new york,phoenix,portland,quebec city,san antonio,seattle,\
      silicon valley,toronto,vancouver,washington dc
      francecentral,francesouth,germanynorth,germanywestcentral,italynorth,northeurope,norwayeast,\
      norwaywest,polandcentral,spaincentral,swedencentral,switzerlandnorth,switzerlandwest,uksouth,\
      ukwest,westeurope|amsterdam,berlin,copenhagen,dublin,frankfurt,geneva,london,madrid,marseille,\
      milan,munich,newport(wales),oslo,paris,stavanger,stockholm,warsaw,zurich
      eastasia,southeastasia|bangkok,hong kong,jakarta,kuala lumpur,singapore,taipei
      westindia,centralindia,southindia|chennai,mumbai,pune
      japaneast,japanwest|osaka,tokyo
      australiaeast,australiasoutheast|auckland,melbourne,perth,sydney
      australiacentral,australiacentral2|canberra
      koreacentral,koreasouth|busan,seoul
      uaecentral,uaenorth|abu dhabi,dubai
      southafricanorth,southafricawest|cape town,johannesburg
      brazilsouth|bogota,campinas,rio de janeiro,santiago,sao paulo
      """;

  // One peering location a line and the one or two regions beside it.
  private static final String LOCAL_REGIONS =
      """
      amsterdam=westeurope
      chicago=northcentralus
      dallas=southcentralus
      dublin=northeurope
      frankfurt=germanywestcentral
      hong kong=eastasia
      london=uksouth
      osaka=japanwest
      paris=francecentral
      quebec city=canadaeast
      san antonio=southcentralus
      seattle=westus2
      seoul=koreacentral
      silicon valley=westus
      singapore=southeastasia
      sydney=australiaeast
      tokyo=japaneast
      toronto=canadacentral
      washington dc=eastus,eastus2
      zurich=switzerlandnorth
      """;

  private static final Map<String, Integer> GEOPOLITICAL_REGION_OF = geopoliticalRegions();
  private static final Map<String, String> LOCAL = localRegions();

  private CircuitReach() {}

  private static Map<String, Integer> geopoliticalRegions() {
    Map<String, Integer> byName = new HashMap<>();
    int number = 0;
    for (String line : GEOPOLITICAL_REGIONS.lines().toList()) {
      for (String name : line.split("[,|]")) {
        byName.put(name.strip(), number);
      }
      number++;
    }
    return Map.copyOf(byName);
  }

  private static Map<String, String> localRegions() {
    Map<String, String> byLocation = new HashMap<>();
    for (String line : LOCAL_REGIONS.lines().toList()) {
      int equals = line.indexOf('=');
      byLocation.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return Map.copyOf(byLocation);
  }

  /** A second site of a city is written with a number: {@code London2}. */
  private static String city(String location) {
    return location.strip().replaceAll("\\d+$", "").toLowerCase(Locale.ROOT);
  }

  /** True if a Standard circuit there reaches the region, or either is not known. */
  static boolean isOneGeopoliticalRegion(String location, String region) {
    Integer here = GEOPOLITICAL_REGION_OF.get(city(location));
    Integer there = GEOPOLITICAL_REGION_OF.get(region);
    return here == null || there == null || here.equals(there);
  }

  /** True if two peering locations are in one geopolitical region, or either is not known. */
  static boolean areInOneGeopoliticalRegion(String one, String other) {
    return isOneGeopoliticalRegion(one, city(other));
  }

  /** True if a Local circuit there reaches the region, or either is not known. */
  static boolean isLocal(String location, String region) {
    String near = LOCAL.get(city(location));
    return near == null || region.isEmpty() || List.of(near.split(",")).contains(region);
  }
}
