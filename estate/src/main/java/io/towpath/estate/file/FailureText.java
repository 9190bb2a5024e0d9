package io.towpath.estate.file;

/** The words of a failure. */
public final class FailureText {
  private FailureText() {}

  /** What people call it. */
  public static String of(FailureSpec failure) {
    return switch (failure) {
      case FailureSpec.InterfaceSpec(String at, var o) -> "interface " + at;
      case FailureSpec.SilentSpec(String at, var o) -> "silent " + at;
      case FailureSpec.CableSpec(String a, String b, var o) -> "cable " + a + " – " + b;
      case FailureSpec.NodeSpec(String name, var o) -> "node " + name;
      case FailureSpec.InstanceSpec(String instance, var o) -> "instance " + instance;
      case FailureSpec.TunnelSpec(String tunnel, var o) -> "tunnel " + tunnel;
      case FailureSpec.SessionSpec(String a, String b, var o) -> "session " + a + " – " + b;
      case FailureSpec.CircuitSpec(String circuit, var o) -> "circuit " + circuit;
      case FailureSpec.PeeringSpec(String peering, var o) -> "peering " + peering;
      case FailureSpec.Named(String name, var o) -> name;
    };
  }
}
