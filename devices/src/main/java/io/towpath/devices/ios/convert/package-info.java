/**
 * Turns the statements of an IOS-XE configuration into a fragment of the vendor-neutral network:
 * defaults filled in, inheritance resolved, undefined names treated as IOS-XE treats them.
 */
@NullMarked
package io.towpath.devices.ios.convert;

import org.jspecify.annotations.NullMarked;
