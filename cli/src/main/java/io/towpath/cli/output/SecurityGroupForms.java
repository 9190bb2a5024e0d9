package io.towpath.cli.output;

import static io.towpath.azure.answers.EffectiveSecurityRule.single;

import io.towpath.azure.answers.EffectiveSecurityGroup;
import io.towpath.azure.answers.EffectiveSecurityRule;
import io.towpath.azure.resource.ResourceId;
import io.towpath.estate.answers.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Effective security groups with ARM's names as JSON, and as a table with a row for each rule. */
public final class SecurityGroupForms {
  private SecurityGroupForms() {}

  /** Groups by association, as {@code effectiveNetworkSecurityGroups} has them. */
  public static List<Map<String, @Nullable Object>> json(List<EffectiveSecurityGroup> groups) {
    List<Map<String, @Nullable Object>> value = new ArrayList<>();
    for (EffectiveSecurityGroup group : groups) {
      Map<String, @Nullable Object> association = new LinkedHashMap<>();
      association.put("subnet", reference(group.subnet()));
      association.put("networkInterface", reference(group.networkInterface()));
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("networkSecurityGroup", reference(group.networkSecurityGroup()));
      json.put("association", association);
      json.put(
          "effectiveSecurityRules", group.rules().stream().map(SecurityGroupForms::rule).toList());
      value.add(json);
    }
    return value;
  }

  private static @Nullable Map<String, @Nullable Object> reference(@Nullable ResourceId id) {
    if (id == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id.toString());
    return json;
  }

  private static Map<String, @Nullable Object> rule(EffectiveSecurityRule rule) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", rule.name());
    json.put("protocol", rule.protocol());
    json.put("sourcePortRange", single(rule.sourcePortRanges()));
    json.put("destinationPortRange", single(rule.destinationPortRanges()));
    json.put("sourcePortRanges", rule.sourcePortRanges());
    json.put("destinationPortRanges", rule.destinationPortRanges());
    json.put("sourceAddressPrefix", single(rule.sourceAddressPrefixes()));
    json.put("destinationAddressPrefix", single(rule.destinationAddressPrefixes()));
    json.put("sourceAddressPrefixes", rule.sourceAddressPrefixes());
    json.put("destinationAddressPrefixes", rule.destinationAddressPrefixes());
    json.put("expandedSourceAddressPrefix", rule.expandedSourceAddressPrefix());
    json.put("expandedDestinationAddressPrefix", rule.expandedDestinationAddressPrefix());
    json.put("access", rule.access());
    json.put("priority", rule.priority());
    json.put("direction", rule.direction());
    return json;
  }

  /** A row for each rule. */
  public static Table table(List<EffectiveSecurityGroup> groups) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (EffectiveSecurityGroup group : groups) {
      for (EffectiveSecurityRule rule : group.rules()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("group", group.networkSecurityGroup().name());
        row.put("at", group.subnet() == null ? "networkInterface" : "subnet");
        row.put("direction", rule.direction());
        row.put("priority", rule.priority());
        row.put("name", rule.name());
        row.put("protocol", rule.protocol());
        row.put("source", rule.sourceAddressPrefixes());
        row.put("sourcePorts", rule.sourcePortRanges());
        row.put("destination", rule.destinationAddressPrefixes());
        row.put("destinationPorts", rule.destinationPortRanges());
        row.put("access", rule.access());
        rows.add(row);
      }
    }
    return new Table(
        List.of(
            "group",
            "at",
            "direction",
            "priority",
            "name",
            "protocol",
            "source",
            "sourcePorts",
            "destination",
            "destinationPorts",
            "access"),
        rows);
  }
}
