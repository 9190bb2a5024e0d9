package io.towpath.devices.ios.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Configurations kept as files beside the tests. */
public final class SampleConfigurations {

  /** An edge router, a router with two tenants written without care, and a LAN switch. */
  public static final List<String> NAMES = List.of("edge.cfg", "tenants.cfg", "switch.cfg");

  private SampleConfigurations() {}

  /** The text of a configuration. */
  public static String text(String name) {
    try (InputStream in =
        SampleConfigurations.class.getResourceAsStream("/io/towpath/devices/ios/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
