package io.towpath.lab.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Tries to give a TCP socket an MD5 key (RFC 2385) for a peer, as bgpd does. */
final class TcpMd5 {
  private static final short AF_INET = 2;
  private static final int STRUCT_TCP_MD5SIG = 216;
  private static final int KEY_LENGTH_AT = 130;
  private static final int KEY_AT = 136;

  private TcpMd5() {}

  /** The kernel's words if it refuses; empty if it takes the key. */
  static String refusal() {
    int socket = -1;
    try (Arena arena = Arena.ofConfined()) {
      socket = Libc.tcpSocket();
      MemorySegment key = arena.allocate(STRUCT_TCP_MD5SIG, 8);
      key.set(JAVA_SHORT, 0, AF_INET);
      key.set(JAVA_BYTE, 4, (byte) 127);
      key.set(JAVA_BYTE, 7, (byte) 1);
      key.set(JAVA_SHORT, KEY_LENGTH_AT, (short) 1);
      key.set(JAVA_BYTE, KEY_AT, (byte) 'k');
      Libc.setMd5Key(socket, key, STRUCT_TCP_MD5SIG);
      return "";
    } catch (LinuxException e) {
      return String.valueOf(e.getMessage());
    } finally {
      if (socket >= 0) {
        Libc.close(socket);
      }
    }
  }
}
