/** The FRR dialect (8.4): statements of a configuration, and the daemons that read them. */
@NullMarked
package io.towpath.devices.frr;

import org.jspecify.annotations.NullMarked;
