package io.towpath.estate.starter;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tenants of an Azure Stack (R225 to R231), all with the same addresses: for each a gateway at the
 * stamp, a VRF on one router, and a circuit to a hub and a spoke in Azure.
 */
final class AzureStackStarter implements Starter {
  private static final int FIRST_TAG = 101;

  /** Public addresses of the stamp's gateways: 203.0.113.11 and on. */
  private static final int BEFORE_FIRST_GATEWAY = 10;

  /** How many tenants, from the first on, have expectations; the last one has them too. */
  private static final int WATCHED = 3;

  @Override
  public String kind() {
    return "azure-stack";
  }

  @Override
  public String summary() {
    return "tenants of an Azure Stack with equal addresses: IPsec, VRFs, circuits, hub and spoke";
  }

  @Override
  public List<Amount> amounts() {
    return List.of(Amount.TENANTS);
  }

  /** A tenant, counted from 1 on. */
  private record Tenant(int number) {
    String name() {
      return "tenant" + number;
    }

    /** The stamp and Azure are clouds with subscriptions of their own. */
    Map<String, String> values() {
      Map<String, String> values = new LinkedHashMap<>();
      String azure = scope("0001");
      String stamp = scope("0002");
      values.put("name", name());
      values.put("number", Integer.toString(number));
      values.put("tag", Integer.toString(FIRST_TAG + number - 1));
      values.put("gateway", "203.0.113." + (BEFORE_FIRST_GATEWAY + number));
      values.put("network", azure + "Microsoft.Network");
      values.put("compute", azure + "Microsoft.Compute");
      values.put("stampNetwork", stamp + "Microsoft.Network");
      values.put("stampCompute", stamp + "Microsoft.Compute");
      return values;
    }

    private String scope(String cloud) {
      String digits = "000000000000" + number;
      return "/subscriptions/00000000-0000-0000-"
          + cloud
          + "-"
          + digits.substring(digits.length() - 12)
          + "/resourceGroups/"
          + name()
          + "/providers/";
    }
  }

  @Override
  public void write(StarterFolder folder, Amounts amounts) throws IOException {
    List<Tenant> tenants =
        IntStream.rangeClosed(1, amounts.of(Amount.TENANTS)).mapToObj(Tenant::new).toList();
    folder.write("estate.yaml", estate(tenants));
    StarterText stamp = StarterText.of("azure-stack/stamp-tenant.json");
    for (Tenant tenant : tenants) {
      folder.write("stamp/" + tenant.name() + ".json", stamp.with(tenant.values()));
    }
    StarterText azure = StarterText.of("azure-stack/azure-tenant.json");
    for (Tenant tenant : tenants) {
      folder.write("azure/" + tenant.name() + ".json", azure.with(tenant.values()));
    }
    folder.write("devices/edge.cfg", router(tenants));
  }

  private static String router(List<Tenant> tenants) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("vrfs", each(tenants, "azure-stack/vrf.cfg"));
    values.put("tunnels", each(tenants, "azure-stack/tunnel.cfg"));
    values.put("links", each(tenants, "azure-stack/links.cfg"));
    values.put("families", each(tenants, "azure-stack/family.cfg"));
    values.put("routes", each(tenants, "azure-stack/route.cfg"));
    return StarterText.of("azure-stack/router.cfg").with(values);
  }

  private static String each(List<Tenant> tenants, String path) throws IOException {
    StarterText text = StarterText.of(path);
    StringBuilder all = new StringBuilder();
    tenants.forEach(tenant -> all.append(text.with(tenant.values())));
    return all.toString();
  }

  private static String estate(List<Tenant> tenants) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("number", Integer.toString(tenants.size()));
    values.put("first", tenants.getFirst().name());
    values.put("cables", each(tenants, "azure-stack/cables.yaml"));
    values.put("latency", each(tenants, "azure-stack/latency.yaml").stripTrailing());
    values.put("guests", each(tenants, "azure-stack/guest.yaml"));
    values.put("expect", expectations(tenants).stripTrailing());
    return StarterText.of("azure-stack/estate.yaml").with(values);
  }

  private static String expectations(List<Tenant> tenants) throws IOException {
    Tenant last = tenants.getLast();
    List<Tenant> watched =
        tenants.stream()
            .filter(tenant -> tenant.number <= WATCHED || tenant.number == last.number)
            .toList();
    StringBuilder all = new StringBuilder(each(watched, "azure-stack/expect.yaml"));
    if (watched.size() > 1) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("first", tenants.getFirst().name());
      values.put("last", last.name());
      values.put(
          "all",
          tenants.stream()
              .map(tenant -> tenant.name() + "-stack-vm")
              .collect(Collectors.joining(", ")));
      all.append(StarterText.of("azure-stack/expect-apart.yaml").with(values));
    }
    return all.toString();
  }
}
