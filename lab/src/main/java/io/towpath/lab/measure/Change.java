package io.towpath.lab.measure;

import java.time.Duration;

/**
 * Something that was seen to change.
 *
 * @param place label of the space, or name of the tunnel end
 * @param after time since the command that failed or restored something
 * @param what the new state in the words of whoever has it
 */
public record Change(ChangeKind kind, String place, Duration after, String what) {}
