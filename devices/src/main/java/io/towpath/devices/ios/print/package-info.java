/** Printing a node of the network as a configuration of Cisco IOS-XE. */
@NullMarked
package io.towpath.devices.ios.print;

import org.jspecify.annotations.NullMarked;
