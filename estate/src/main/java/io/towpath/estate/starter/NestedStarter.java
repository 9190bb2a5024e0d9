package io.towpath.estate.starter;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hyper-V hosts whose nested guests have addresses of the VNet (R252 to R261): for each host two
 * NICs, a range that stays empty in Azure, a route to it, and the script that sets the host up.
 */
final class NestedStarter implements Starter {
  private static final String SCOPE =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/nested/providers/";

  @Override
  public String kind() {
    return "nested";
  }

  @Override
  public String summary() {
    return "Hyper-V hosts with nested guests in a VNet: two NICs, DHCP, routing, NAT, route table";
  }

  @Override
  public List<Amount> amounts() {
    return List.of(Amount.HOSTS, Amount.GUESTS);
  }

  /**
   * A Hyper-V host.
   *
   * @param number from 1 on; its place in every subnet
   */
  private record HyperV(int number) {
    /** R3: Azure keeps the first three addresses behind that of the subnet. */
    private static final int RESERVED = 3;

    /** The ranges of the guests are counted from here, behind the subnets of the VNet's own. */
    private static final int BEFORE_FIRST_RANGE = 10;

    String name() {
      return "hv" + number;
    }

    Map<String, String> values() {
      String range = "10.64." + (BEFORE_FIRST_RANGE + number);
      Map<String, String> values = new LinkedHashMap<>();
      values.put("network", SCOPE + "Microsoft.Network");
      values.put("compute", SCOPE + "Microsoft.Compute");
      values.put("host", name());
      values.put("number", Integer.toString(number));
      values.put("outside", "10.64.0." + (RESERVED + number));
      values.put("inside", "10.64.1." + (RESERVED + number));
      values.put("range", range + ".0/24");
      values.put("gateway", range + ".1");
      values.put("first", range + ".10");
      values.put("last", range + ".250");
      values.put("guest", range + ".10");
      values.put("second", range + ".11");
      return values;
    }
  }

  @Override
  public void write(StarterFolder folder, Amounts amounts) throws IOException {
    List<HyperV> hosts =
        IntStream.rangeClosed(1, amounts.of(Amount.HOSTS)).mapToObj(HyperV::new).toList();
    folder.write("estate.yaml", estate(hosts, amounts.of(Amount.GUESTS)));
    Map<String, String> networks = new LinkedHashMap<>(hosts.getFirst().values());
    networks.put("subnets", each(hosts, "nested/subnet.json", ",\n"));
    networks.put("routes", each(hosts, "nested/route.json", ",\n"));
    folder.write("azure/networks.json", StarterText.of("nested/networks.json").with(networks));
    folder.write("azure/hosts.json", "[\n" + each(hosts, "nested/host.json", ",\n") + "\n]\n");
    folder.write(
        "azure/machines.json",
        StarterText.of("nested/machines.json").with(hosts.getFirst().values()));
    StarterText script = StarterText.of("nested/host.ps1");
    for (HyperV host : hosts) {
      folder.write("devices/" + host.name() + ".ps1", script.with(host.values()));
    }
  }

  private static String each(List<HyperV> hosts, String path, String between) throws IOException {
    StarterText text = StarterText.of(path);
    return hosts.stream()
        .map(host -> text.with(host.values()).stripTrailing())
        .collect(Collectors.joining(between));
  }

  private static String estate(List<HyperV> hosts, int guests) throws IOException {
    StringBuilder devices = new StringBuilder();
    StringBuilder nested = new StringBuilder();
    for (HyperV host : hosts) {
      String name = host.name();
      devices
          .append("  - {vm: " + name + ", config: devices/" + name + ".ps1")
          .append(", dialect: windows}\n");
      for (int guest = 1; guest <= guests; guest++) {
        nested
            .append("  - {name: " + name + "-guest" + guest + ", address: dhcp")
            .append(", on: \"" + name + ":vEthernet (Guests)\", os: linux}\n");
      }
    }
    Map<String, String> values = hosts.getFirst().values();
    values.put("devices", devices.toString());
    values.put("guests", nested.toString());
    values.put("expect", expectations(hosts, guests).stripTrailing());
    return StarterText.of("nested/estate.yaml").with(values);
  }

  private static String expectations(List<HyperV> hosts, int guests) throws IOException {
    StringBuilder all = new StringBuilder(each(hosts, "nested/expect.yaml", "\n")).append('\n');
    Map<String, String> values = hosts.getFirst().values();
    if (guests > 1) {
      all.append(StarterText.of("nested/expect-guests.yaml").with(values));
    }
    if (hosts.size() > 1) {
      values.put("other", hosts.get(1).name());
      values.put("otherGuest", hosts.get(1).values().getOrDefault("guest", ""));
      values.put("otherInside", hosts.get(1).values().getOrDefault("inside", ""));
      all.append(StarterText.of("nested/expect-hosts.yaml").with(values));
    }
    return all.append(StarterText.of("nested/expect-failures.yaml").with(values)).toString();
  }
}
