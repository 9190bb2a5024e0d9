/**
 * Random Azure estates as files: VNets, Route Servers, appliances, gateways, circuits and the
 * customer's routers.
 */
@NullMarked
package io.towpath.testkit.networks.azure;

import org.jspecify.annotations.NullMarked;
