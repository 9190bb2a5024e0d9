package io.towpath.devices.ios;

import java.util.List;

/** The part of a router that a statement could change. */
public sealed interface Scope {

  /** The whole router. */
  record Router() implements Scope {}

  /**
   * One interface.
   *
   * @param name canonical name
   */
  record OfInterface(String name) implements Scope {}

  /**
   * One VRF.
   *
   * @param name name of the VRF, {@code default} for the global table
   */
  record OfVrf(String name) implements Scope {}

  /** Names of the network elements meant, on the router called {@code node}. */
  default List<String> elements(String node) {
    return switch (this) {
      case Router() -> List.of(node);
      case OfInterface(String name) -> List.of(node + ":" + name);
      // The global table goes by the name of its router.
      case OfVrf(String name) -> List.of(name.equals("default") ? node : node + "/" + name);
    };
  }
}
