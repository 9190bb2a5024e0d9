package io.towpath.estate.starter;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A cloud solution provider with any number of customers, connect-through (R232): a circuit, a
 * gateway and a VNet for each, and a pair of the provider's edge routers for each block of them.
 * All customers have the same addresses. Files are written block by block, with 10,000 customers in
 * mind.
 */
final class CspStarter implements Starter {
  /** Customers of a pair of edge routers. */
  private static final int BLOCK = 500;

  /** R126: circuits that a subscription of the provider holds. */
  private static final int CIRCUITS_PER_SUBSCRIPTION = 50;

  /** The first outer tag; each customer of a block has one. */
  private static final int FIRST_TAG = 101;

  /** How many customers, from the first on, are traced; the last one is too. */
  private static final int WATCHED = 3;

  @Override
  public String kind() {
    return "csp";
  }

  @Override
  public String summary() {
    return "a cloud solution provider with customers of equal addresses: circuits, VRFs, isolation";
  }

  @Override
  public List<Amount> amounts() {
    return List.of(Amount.CUSTOMERS);
  }

  @Override
  public void write(StarterFolder folder, Amounts amounts) throws IOException {
    List<List<Customer>> blocks = blocks(amounts.of(Amount.CUSTOMERS));
    folder.write("estate.yaml", estate(blocks));
    StarterText resources = StarterText.of("csp/customer.json");
    for (int i = 0; i < blocks.size(); i++) {
      try (BufferedWriter json = folder.open("azure/customers-" + (i + 1) + ".json")) {
        json.write("[\n");
        String before = "";
        for (Customer customer : blocks.get(i)) {
          json.write(before);
          json.write(resources.with(customer.scopes()).stripTrailing());
          before = ",\n";
        }
        json.write("\n]\n");
      }
      for (Side side : Side.values()) {
        folder.write("devices/" + side.router(i + 1) + ".cfg", router(i + 1, blocks.get(i), side));
      }
    }
  }

  private static List<List<Customer>> blocks(int customers) {
    int width = Integer.toString(customers).length();
    List<List<Customer>> blocks = new ArrayList<>();
    for (int first = 1; first <= customers; first += BLOCK) {
      blocks.add(
          IntStream.rangeClosed(first, Math.min(customers, first + BLOCK - 1))
              .mapToObj(number -> Customer.of(number, width))
              .toList());
    }
    return blocks;
  }

  /** The two edge routers of a block, and what differs between them. */
  private enum Side {
    A("primary", "172.16.0.1", "172.16.0.2", "192.168.1.2", "192.168.1.3", 110),
    B("secondary", "172.16.0.5", "172.16.0.6", "192.168.1.3", "192.168.1.2", 100);

    private final String link;
    private final String wire;
    private final String msee;
    private final String lan;
    private final String other;
    private final int priority;

    Side(String link, String wire, String msee, String lan, String other, int priority) {
      this.link = link;
      this.wire = wire;
      this.msee = msee;
      this.lan = lan;
      this.other = other;
      this.priority = priority;
    }

    String router(int block) {
      return "edge-" + block + "-" + (this == A ? "a" : "b");
    }
  }

  /**
   * A customer.
   *
   * @param name with as many digits as the last one has
   * @param tag outer tag towards the carrier, and the tag of its LAN
   */
  private record Customer(int number, String name, int tag) {
    static Customer of(int number, int width) {
      String digits = "0".repeat(width) + number;
      return new Customer(
          number,
          "customer-" + digits.substring(digits.length() - width),
          FIRST_TAG + (number - 1) % BLOCK);
    }

    /** The subscription of the customer, and that of the provider with its circuit (R128). */
    Map<String, String> scopes() {
      String own = scope("00000000-0000-0000-0002-", number, name);
      int holder = (number - 1) / CIRCUITS_PER_SUBSCRIPTION + 1;
      Map<String, String> values = new LinkedHashMap<>();
      values.put("name", name);
      values.put("network", own + "Microsoft.Network");
      values.put("compute", own + "Microsoft.Compute");
      values.put(
          "circuits", scope("00000000-0000-0000-0001-", holder, "circuits") + "Microsoft.Network");
      values.put("key", guid("00000000-0000-0000-0003-", number));
      return values;
    }

    private static String scope(String prefix, int number, String group) {
      return "/subscriptions/" + guid(prefix, number) + "/resourceGroups/" + group + "/providers/";
    }

    private static String guid(String prefix, int number) {
      String digits = "000000000000" + number;
      return prefix + digits.substring(digits.length() - 12);
    }

    Map<String, String> lines(Side side) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("name", name);
      values.put("number", Integer.toString(number));
      values.put("tag", Integer.toString(tag));
      values.put("wire", side.wire);
      values.put("msee", side.msee);
      values.put("lan", side.lan);
      values.put("other", side.other);
      values.put("priority", Integer.toString(side.priority));
      return values;
    }
  }

  private static String router(int block, List<Customer> customers, Side side) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("router", side.router(block));
    values.put("role", "the " + side.link + " links of its customers' circuits end here");
    values.put("link", side.link);
    values.put("id", Integer.toString(side == Side.A ? 1 : 2));
    values.put("domains", each(customers, side, "csp/domain.cfg"));
    values.put("interfaces", each(customers, side, "csp/interfaces.cfg"));
    values.put("families", each(customers, side, "csp/family.cfg"));
    return StarterText.of("csp/router.cfg").with(values);
  }

  private static String each(List<Customer> customers, Side side, String path) throws IOException {
    StarterText text = StarterText.of(path);
    StringBuilder all = new StringBuilder();
    customers.forEach(customer -> all.append(text.with(customer.lines(side))));
    return all.toString();
  }

  private static String estate(List<List<Customer>> blocks) throws IOException {
    StringBuilder hosts = new StringBuilder();
    StringBuilder cables = new StringBuilder();
    int customers = blocks.stream().mapToInt(List::size).sum();
    for (int i = 0; i < blocks.size(); i++) {
      String a = Side.A.router(i + 1);
      String b = Side.B.router(i + 1);
      String lan = "TenGigabitEthernet0/0/1";
      cables.append("  - {from: " + a + ":" + lan + ", to: " + b + ":" + lan + "}\n");
      for (Customer customer : blocks.get(i)) {
        hosts
            .append("  - {name: " + customer.name + "-pc, address: 192.168.1.10/24")
            .append(", gateway: 192.168.1.1, on: " + a + ":" + lan + "." + customer.tag)
            .append(", os: linux}\n");
        for (Side side : Side.values()) {
          cables
              .append("  - {from: " + side.router(i + 1))
              .append(":TenGigabitEthernet0/0/0." + customer.tag)
              .append(", to: circuit:" + customer.name + "-er/" + side.link + "}\n");
        }
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("customers", Integer.toString(customers));
    values.put("block", "up to " + BLOCK);
    values.put("first", blocks.getFirst().getFirst().name);
    values.put("hosts", hosts.toString());
    values.put("cables", cables.toString());
    values.put("expect", expectations(blocks).stripTrailing());
    return StarterText.of("csp/estate.yaml").with(values);
  }

  private static String expectations(List<List<Customer>> blocks) throws IOException {
    StarterText text = StarterText.of("csp/expect.yaml");
    StringBuilder all = new StringBuilder();
    List<String> everybody = new ArrayList<>();
    Customer last = blocks.getLast().getLast();
    for (List<Customer> block : blocks) {
      for (Customer customer : block) {
        if (customer.number <= WATCHED || customer.number == last.number) {
          all.append(text.with(Map.of("name", customer.name)));
        }
        everybody.add(customer.name + "-pc");
      }
    }
    if (everybody.size() > 1) {
      all.append("  # Whatever they send: no table on the ways of one is on those of another.\n");
      all.append("  - isolated:\n");
      everybody.forEach(name -> all.append("      - " + name + "\n"));
    }
    return all.toString();
  }
}
