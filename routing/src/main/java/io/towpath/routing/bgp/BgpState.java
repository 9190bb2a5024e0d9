package io.towpath.routing.bgp;

import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables of all speakers. Prefixes that every speaker treats alike form a class and share their
 * state. Immutable and thread-safe; rows and reasons are made when they are read.
 */
public final class BgpState {

  BgpState() {}

  public BgpTopology topology() {
    throw new UnsupportedOperationException();
  }

  public BgpInputs inputs() {
    throw new UnsupportedOperationException();
  }

  /** Number of prefix classes. */
  public int classCount() {
    throw new UnsupportedOperationException();
  }

  /** Prefixes of a class, sorted. Classes are sorted by their first prefix. */
  public List<Prefix> prefixesOf(int prefixClass) {
    throw new UnsupportedOperationException();
  }

  /** What a speaker selected for the prefixes of a class, or null if it has no path. */
  public @Nullable SelectedPaths bestOf(int prefixClass, int speaker) {
    throw new UnsupportedOperationException();
  }

  /** Visits what a speaker selected, class by class. */
  public void selected(int speaker, SelectionVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  /** The paths that a speaker selected for a prefix, the best first; empty if none. */
  public List<BgpRoute> pathsOf(int speaker, Prefix prefix) {
    throw new UnsupportedOperationException();
  }

  /** Receives what a speaker selected. */
  @FunctionalInterface
  public interface SelectionVisitor {
    void selected(int prefixClass, List<Prefix> prefixes, SelectedPaths paths);
  }

  /** Receives differences between two states. */
  @FunctionalInterface
  public interface ChangeVisitor {
    /** The speaker selects other paths for these prefixes than before; null = none. */
    void changed(
        int speaker,
        List<Prefix> prefixes,
        @Nullable SelectedPaths before,
        @Nullable SelectedPaths after);
  }

  /** Visits what differs from another state of the same topology; cheap where arrays are shared. */
  public void changesSince(BgpState previous, ChangeVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  /** What an end received, by prefix. */
  public List<ReceivedRoute> adjRibIn(int end) {
    throw new UnsupportedOperationException();
  }

  /** What an end sends, by prefix. */
  public List<BgpRoute> adjRibOut(int end) {
    throw new UnsupportedOperationException();
  }

  /** All that a speaker knows, by prefix. */
  public List<LocRibEntry> locRib(int speaker) {
    throw new UnsupportedOperationException();
  }

  /** What a speaker knows of one prefix, or null if nothing. */
  public @Nullable LocRibEntry locRib(int speaker, Prefix prefix) {
    throw new UnsupportedOperationException();
  }

  /** Ends that accept more prefixes than their limit, by end. */
  public List<ExceededLimit> exceededLimits() {
    throw new UnsupportedOperationException();
  }

  /** Prefixes without a stable state, by prefix. */
  public List<Oscillation> oscillations() {
    throw new UnsupportedOperationException();
  }

  /** Prefixes with several stable states, by prefix. */
  public List<OrderDependence> orderDependent() {
    throw new UnsupportedOperationException();
  }
}
