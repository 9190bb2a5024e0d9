/** Reads the text of a Cisco IOS-XE configuration into {@code io.towpath.devices.ios} records. */
@NullMarked
package io.towpath.devices.ios.parse;

import org.jspecify.annotations.NullMarked;
