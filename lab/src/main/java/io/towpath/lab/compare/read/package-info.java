/**
 * What daemons, the kernel and tools print, as records. Pure: text or JSON in, records out. Formats
 * are those of FRR 8.4.4, iproute2 6.1, iputils and traceroute 2.1.2, and the tests hold recordings
 * of them.
 */
@NullMarked
package io.towpath.lab.compare.read;

import org.jspecify.annotations.NullMarked;
