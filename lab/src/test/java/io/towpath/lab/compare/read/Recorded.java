package io.towpath.lab.compare.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recordings of FRR 8.4.4 and iproute2 6.1. Four routers: r1 (AS 65001), r2 and r3 (AS 65002, iBGP
 * over OSPF with two links), r4 (AS 65004, two links to r1). r2 aggregates 10.1.0.0/16, prefers r1
 * and sends r3 a default; r1 sends r4 MED 50 and communities over the first link.
 */
final class Recorded {
  private Recorded() {}

  static byte[] bytes(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("frr-8.4.4/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String name) {
    return JsonMapper.builder().build().readTree(bytes(name));
  }
}
