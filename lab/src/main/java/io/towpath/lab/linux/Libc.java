package io.towpath.lab.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls of the C library that Java lacks: namespaces, ioctl, poll on any descriptor. Needs
 * {@code --enable-native-access=ALL-UNNAMED}. Stateless; every call may be made from any thread.
 */
@SuppressWarnings("restricted") // native calls are what this class is for
final class Libc {
  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int CLONE_NEWNET = 0x40000000;
  static final long TUNSETIFF = 0x400454caL;
  static final long TUNSETCARRIER = 0x400454e2L;
  static final short POLLIN = 1;
  static final short POLLOUT = 4;
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_MD5SIG = 14;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_OF =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
  private static final MethodHandle IOCTL =
      variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
  private static final MethodHandle CLOSE =
      plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETNS =
      plain("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      plain("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      plain("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle PPOLL =
      plain("ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
  private static final MethodHandle EVENTFD =
      plain("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SOCKET =
      plain("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      plain(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("strerror").orElseThrow(),
          FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Libc() {}

  private static MethodHandle plain(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type, ERRNO);
  }

  private static MethodHandle variadic(String name, FunctionDescriptor type, int firstVariadic) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(),
        type,
        ERRNO,
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  /** Opens a file; close-on-exec, so that no daemon inherits it. */
  static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags | O_CLOEXEC);
      if (fd < 0) {
        throw new LinuxException("open " + path + ": " + error(state));
      }
      return fd;
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  static void close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(arena.allocate(CAPTURED), fd);
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** Moves the calling thread, and only it, into a network namespace. */
  static void enterNetwork(int fd, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      if ((int) SETNS.invokeExact(state, fd, CLONE_NEWNET) < 0) {
        throw new LinuxException("setns " + name + ": " + error(state));
      }
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  static void ioctl(int fd, long request, MemorySegment argument, String what) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      if ((int) IOCTL.invokeExact(state, fd, request, argument) < 0) {
        throw new LinuxException(what + ": " + error(state));
      }
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /**
   * Reads or returns minus errno.
   *
   * @param state memory for errno, from {@link #state}
   */
  static long read(MemorySegment state, int fd, MemorySegment to, long length) {
    try {
      long n = (long) READ.invokeExact(state, fd, to, length);
      return n >= 0 ? n : -errno(state);
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** Writes or returns minus errno. */
  static long write(MemorySegment state, int fd, MemorySegment from, long length) {
    try {
      long n = (long) WRITE.invokeExact(state, fd, from, length);
      return n >= 0 ? n : -errno(state);
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /**
   * Waits for descriptors.
   *
   * @param timeout a timespec, or {@link MemorySegment#NULL} to wait without end
   * @return how many are ready, or minus errno
   */
  static int poll(MemorySegment state, MemorySegment fds, long count, MemorySegment timeout) {
    try {
      int n = (int) PPOLL.invokeExact(state, fds, count, timeout, MemorySegment.NULL);
      return n >= 0 ? n : -errno(state);
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** A descriptor by which one thread wakes another from {@link #poll}. */
  static int eventfd() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      int fd = (int) EVENTFD.invokeExact(state, 0, O_NONBLOCK | O_CLOEXEC);
      if (fd < 0) {
        throw new LinuxException("eventfd: " + error(state));
      }
      return fd;
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** An unconnected TCP socket over IPv4. */
  static int tcpSocket() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      int fd = (int) SOCKET.invokeExact(state, AF_INET, SOCK_STREAM | O_CLOEXEC, 0);
      if (fd < 0) {
        throw new LinuxException("socket: " + error(state));
      }
      return fd;
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  static void setMd5Key(int fd, MemorySegment key, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURED);
      if ((int) SETSOCKOPT.invokeExact(state, fd, IPPROTO_TCP, TCP_MD5SIG, key, length) < 0) {
        throw new LinuxException("TCP_MD5SIG: " + error(state));
      }
    } catch (Throwable t) {
      throw rethrown(t);
    }
  }

  /** Memory in which calls leave errno. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(CAPTURED);
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO_OF.get(state, 0L);
  }

  private static String error(MemorySegment state) throws Throwable {
    MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno(state));
    return text.reinterpret(256).getString(0);
  }

  private static RuntimeException rethrown(Throwable t) {
    return switch (t) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new LinuxException("native call failed: " + t.getMessage(), t);
    };
  }
}
