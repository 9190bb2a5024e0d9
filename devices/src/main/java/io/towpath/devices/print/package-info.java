/**
 * What printers of configurations share: what of a node they could not say, and what that reaches.
 */
@NullMarked
package io.towpath.devices.print;

import org.jspecify.annotations.NullMarked;
