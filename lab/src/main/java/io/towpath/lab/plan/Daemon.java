package io.towpath.lab.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program that runs in a space as long as the lab does.
 *
 * @param space name of the space
 * @param kind which program; a space has at most one of each kind
 * @param files files that it reads, by name within the space's directory
 */
public record Daemon(String space, Kind kind, SortedMap<String, String> files) {

  public Daemon {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Programs, in the order in which those of a space start. */
  public enum Kind {
    ZEBRA,
    STATICD,
    BFDD,
    OSPFD,
    BGPD,
    BIRD,
    DNSMASQ;

    /** Whether it is one of FRR's, which share a configuration and answer on a vty socket. */
    public boolean isFrr() {
      return switch (this) {
        case ZEBRA, STATICD, BFDD, OSPFD, BGPD -> true;
        case BIRD, DNSMASQ -> false;
      };
    }
  }
}
