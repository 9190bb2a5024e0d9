package io.towpath.network;

import java.util.List;

/**
 * What a cloud prints for a next hop, which need not be what is used.
 *
 * @param type printed type, such as {@code VirtualNetworkGateway}
 * @param addresses printed addresses, in order; may be empty
 * @param countOnly true if only the number of addresses can be predicted (R264)
 */
public record Shown(String type, List<String> addresses, boolean countOnly) {
  public Shown {
    addresses = List.copyOf(addresses);
  }

  /** A type without address. */
  public static Shown type(String type) {
    return new Shown(type, List.of(), false);
  }
}
