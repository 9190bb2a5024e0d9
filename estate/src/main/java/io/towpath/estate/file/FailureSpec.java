package io.towpath.estate.file;

import io.towpath.net.Origin;

/** A failure as written; its names are looked up when it is used. */
public sealed interface FailureSpec {

  Origin origin();

  /** {@code interface: DEVICE:INTERFACE}. */
  record InterfaceSpec(String at, Origin origin) implements FailureSpec {}

  /** {@code silent: DEVICE:INTERFACE}. */
  record SilentSpec(String at, Origin origin) implements FailureSpec {}

  /** {@code cable: [A, B]}. */
  record CableSpec(String a, String b, Origin origin) implements FailureSpec {}

  /** {@code node: NAME}. */
  record NodeSpec(String name, Origin origin) implements FailureSpec {}

  /** {@code gatewayInstance: GATEWAY/NUMBER}. */
  record InstanceSpec(String instance, Origin origin) implements FailureSpec {}

  /** {@code tunnel: CONNECTION[/INSTANCE]}. */
  record TunnelSpec(String tunnel, Origin origin) implements FailureSpec {}

  /** {@code session: [A, B]}. */
  record SessionSpec(String a, String b, Origin origin) implements FailureSpec {}

  /** {@code circuit: NAME/primary}; without a link both fail. */
  record CircuitSpec(String circuit, Origin origin) implements FailureSpec {}

  /** {@code peering: VNET/PEERING}. */
  record PeeringSpec(String peering, Origin origin) implements FailureSpec {}

  /** A name from {@code failures}. */
  record Named(String name, Origin origin) implements FailureSpec {}
}
