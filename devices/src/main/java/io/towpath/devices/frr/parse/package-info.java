/** Reads FRR configurations: text into blocks of lines. */
@NullMarked
package io.towpath.devices.frr.parse;

import org.jspecify.annotations.NullMarked;
