/**
 * What a Cisco IOS-XE configuration says, statement by statement.
 *
 * <p>These records are the extracted syntax, each with the line it stands on; what the statements
 * mean together is decided by {@code io.towpath.devices.ios.convert}.
 */
@NullMarked
package io.towpath.devices.ios;

import org.jspecify.annotations.NullMarked;
