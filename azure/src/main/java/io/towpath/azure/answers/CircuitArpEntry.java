package io.towpath.azure.answers;

import org.jspecify.annotations.Nullable;

/**
 * A row of the ARP table of a circuit's link (R158). Both addresses of the /30 appear on a link
 * that works.
 *
 * @param ipAddress address on the link
 * @param iface {@code On-Prem} or {@code Microsoft}; ARM's member {@code interface}
 * @param macAddress not known to the model
 */
public record CircuitArpEntry(String ipAddress, String iface, @Nullable String macAddress) {}
