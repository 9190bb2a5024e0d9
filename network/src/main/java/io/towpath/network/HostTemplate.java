package io.towpath.network;

import java.util.List;

/**
 * What hosts of one kind share.
 *
 * @param windows true for Windows ({@code tracert}), false for Linux ({@code traceroute})
 * @param filtersIn guest firewall for arriving packets, names of filters
 * @param filtersOut guest firewall for leaving packets
 * @param services what it answers
 * @param sites names for latency, most specific first
 */
public record HostTemplate(
    boolean windows,
    List<String> filtersIn,
    List<String> filtersOut,
    Services services,
    List<String> sites) {
  public HostTemplate {
    filtersIn = List.copyOf(filtersIn);
    filtersOut = List.copyOf(filtersOut);
    sites = List.copyOf(sites);
  }
}
