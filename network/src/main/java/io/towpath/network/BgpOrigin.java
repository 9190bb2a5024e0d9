package io.towpath.network;

/** BGP ORIGIN attribute; lower is better (RFC 4271 §5.1.1). */
public enum BgpOrigin {
  IGP('i'),
  EGP('e'),
  INCOMPLETE('?');

  private final char code;

  BgpOrigin(char code) {
    this.code = code;
  }

  /** Letter that routers print. */
  public char code() {
    return code;
  }
}
