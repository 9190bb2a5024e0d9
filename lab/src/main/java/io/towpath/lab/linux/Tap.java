package io.towpath.lab.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * One TAP device held by this process: what is written to the descriptor arrives at the interface,
 * what the interface sends can be read. It vanishes when the descriptor is closed or the process
 * dies.
 */
final class Tap {
  private static final short IFF_TAP_NO_PI = 0x1002;
  private static final int NAME_LENGTH = 16;
  private static final int REQUEST_LENGTH = 40;

  private final String name;
  private final int fd;

  private Tap(String name, int fd) {
    this.name = name;
    this.fd = fd;
  }

  /**
   * Makes a TAP device in a namespace.
   *
   * @throws LinuxException if {@code /dev/net/tun} is missing or closed to us
   */
  static Tap open(Netns space, String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    if (text.length >= NAME_LENGTH) {
      throw new IllegalArgumentException("interface name \"" + name + "\" is longer than 15");
    }
    int fd =
        space.call(
            () -> {
              int opened = Libc.open("/dev/net/tun", Libc.O_RDWR | Libc.O_NONBLOCK);
              try (Arena arena = Arena.ofConfined()) {
                MemorySegment request = arena.allocate(REQUEST_LENGTH);
                MemorySegment.copy(MemorySegment.ofArray(text), 0, request, 0, text.length);
                request.set(JAVA_SHORT, NAME_LENGTH, IFF_TAP_NO_PI);
                Libc.ioctl(opened, Libc.TUNSETIFF, request, "TAP device " + name);
                return opened;
              } catch (LinuxException e) {
                Libc.close(opened);
                throw e;
              }
            });
    return new Tap(name, fd);
  }

  int fd() {
    return fd;
  }

  String name() {
    return name;
  }

  /** Plugs or unplugs the cable as the interface sees it. */
  void carrier(boolean on) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocateFrom(JAVA_INT, on ? 1 : 0);
      Libc.ioctl(fd, Libc.TUNSETCARRIER, value, "carrier of " + name);
    }
  }

  void close() {
    Libc.close(fd);
  }
}
