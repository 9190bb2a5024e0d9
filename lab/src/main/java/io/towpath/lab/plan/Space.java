package io.towpath.lab.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace: one VRF of a node, a host, a fabric with all its VRFs, the Internet, the
 * bridges of broadcast domains, or the cell of an IKE daemon.
 *
 * @param name name of the namespace: letters, digits, {@code . - ~}; unique within the lab
 * @param label what users call it, such as {@code ce1-primary/30}
 * @param node node of the network, or the host's name; empty for bridges
 * @param vrf VRF of the node; null for hosts, fabrics, bridges and IKE cells
 * @param stopped not started with the lab: a dormant standby
 * @param bridges bridges inside it
 * @param stubs interfaces that lead nowhere but are always up: loopbacks, LANs without hosts
 * @param sysctls kernel settings beside those of every space, by key
 * @param ip lines for {@code ip -batch}, run in order when all wires are there and up
 * @param rulesets nftables rulesets, in order
 * @param interfaces what each Linux interface is, by its Linux name
 */
public record Space(
    String name,
    String label,
    String node,
    @Nullable String vrf,
    boolean stopped,
    List<String> bridges,
    List<String> stubs,
    SortedMap<String, String> sysctls,
    List<String> ip,
    List<Ruleset> rulesets,
    SortedMap<String, String> interfaces) {

  public Space {
    bridges = List.copyOf(bridges);
    stubs = List.copyOf(stubs);
    sysctls = Collections.unmodifiableSortedMap(new TreeMap<>(sysctls));
    ip = List.copyOf(ip);
    rulesets = List.copyOf(rulesets);
    interfaces = Collections.unmodifiableSortedMap(new TreeMap<>(interfaces));
  }

  /**
   * A file for {@code nft -f}.
   *
   * @param name table or purpose, unique within the space
   * @param text complete text
   */
  public record Ruleset(String name, String text) {}
}
