package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel. Two ends pair if their underlay packets arrive both ways and their
 * parameters agree (R104).
 *
 * @param name unique within the node; for clouds the name of the connection
 * @param connection name that several ends share, such as a connection with two instances
 * @param kind encapsulation
 * @param iface inner interface
 * @param underlayVrf VRF in which its own packets travel (front-door VRF)
 * @param local source address of its packets
 * @param remote destination, or null for any peer
 * @param crypto IKE and IPsec parameters; null for unprotected kinds
 * @param selectors traffic selectors as local and remote prefixes; empty = any to any
 * @param initiates may open
 * @param responds may answer
 * @param enabled administratively up
 */
public record TunnelEnd(
    String name,
    String connection,
    Kind kind,
    String iface,
    String underlayVrf,
    IpAddress local,
    @Nullable IpAddress remote,
    @Nullable Crypto crypto,
    List<Selector> selectors,
    boolean initiates,
    boolean responds,
    boolean enabled,
    Timers timers,
    Origin origin) {

  public TunnelEnd {
    selectors = List.copyOf(selectors);
  }

  /** Encapsulation of a tunnel. */
  public enum Kind {
    IPSEC,
    GRE,
    GRE_IPSEC,
    VXLAN,
    POINT_TO_SITE
  }

  /**
   * IKE and IPsec parameters of an end.
   *
   * @param ikeVersion 1 or 2
   * @param key pre-shared key that it presents
   * @param expectedKey pre-shared key that it expects of the peer
   * @param ike acceptable phase 1 proposals; empty = not printed, assumed to agree
   * @param ipsec acceptable phase 2 proposals; empty = not printed, assumed to agree
   * @param localIdentity identity sent; null = the local address
   * @param remoteIdentity identity expected; null = any
   */
  public record Crypto(
      int ikeVersion,
      Secret key,
      Secret expectedKey,
      List<IkeProposal> ike,
      List<IpsecProposal> ipsec,
      @Nullable String localIdentity,
      @Nullable String remoteIdentity) {
    public Crypto {
      ike = List.copyOf(ike);
      ipsec = List.copyOf(ipsec);
    }
  }

  /**
   * A phase 1 proposal in canonical words: {@code aes-cbc-256}, {@code aes-gcm-256}, {@code 3des};
   * {@code sha1}, {@code sha256}, {@code sha384}, {@code md5}; DH group number. A cipher that
   * authenticates, such as {@code aes-gcm-256}, stands in both places.
   */
  public record IkeProposal(String encryption, String integrity, int dhGroup) {}

  /**
   * A phase 2 proposal in the same words.
   *
   * @param pfsGroup DH group for perfect forward secrecy, 0 = none
   */
  public record IpsecProposal(String encryption, String integrity, int pfsGroup) {}

  /** A pair of selectors. */
  public record Selector(Prefix local, Prefix remote) {}
}
