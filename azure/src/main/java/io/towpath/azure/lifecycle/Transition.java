package io.towpath.azure.lifecycle;

/**
 * An allowed change.
 *
 * @param condition what must hold, in a sentence; empty if nothing
 */
public record Transition<S>(S from, S to, String condition) {}
