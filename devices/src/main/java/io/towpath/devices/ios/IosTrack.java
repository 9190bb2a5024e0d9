package io.towpath.devices.ios;

/**
 * A {@code track} object.
 *
 * @param number object number
 * @param line line of the header
 * @param subject what is watched
 */
public record IosTrack(int number, int line, Subject subject) {

  /** What a track object watches. */
  public sealed interface Subject {}

  /** The line protocol or the IP routing state of an interface. */
  public record OfInterface(String name, boolean ipRouting) implements Subject {}

  /** Anything that is not computed, as written; its state is assumed up. */
  public record Assumed(String text) implements Subject {}
}
