package io.towpath.network;

import io.towpath.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node spends TTL and who answers when it runs out: the first row that matches the kinds of
 * the ingress and egress link gives one responder for each unit of TTL spent. Data per node and
 * profile, never code (R204–R210, R278).
 *
 * @param rows in order; no match = no TTL is spent
 */
public record HopProfile(List<Row> rows) {

  /** A router: one TTL, answered with the address of the ingress interface. */
  public static final HopProfile ROUTER =
      new HopProfile(List.of(new Row(null, null, List.of(new Responder.IngressAddress()))));

  /** Never spends TTL (R204). */
  public static final HopProfile INVISIBLE = new HopProfile(List.of());

  public HopProfile {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param in kind of the ingress link, null = any
   * @param out kind of the egress link, null = any
   * @param responders one for each TTL spent, in order
   */
  public record Row(@Nullable LinkKind in, @Nullable LinkKind out, List<Responder> responders) {
    public Row {
      responders = List.copyOf(responders);
    }
  }

  /** Who answers when the TTL ends here. */
  public sealed interface Responder {
    /** The primary address of the ingress interface. */
    record IngressAddress() implements Responder {}

    /** A given address of the node. */
    record Given(IpAddress address) implements Responder {}

    /**
     * Nobody.
     *
     * @param label what the silent hop stands for in explanations
     */
    record Silent(String label) implements Responder {}
  }
}
