/** Clients of VPN gateways, which no resource names. */
@NullMarked
package io.towpath.azure.client;

import org.jspecify.annotations.NullMarked;
