/**
 * What Towpath asks of a Linux machine: commands with timeouts, network namespaces, probing of
 * kernel and tool features by trying, FRR's vty protocol, and wires that delay.
 */
@NullMarked
package io.towpath.lab.linux;

import org.jspecify.annotations.NullMarked;
