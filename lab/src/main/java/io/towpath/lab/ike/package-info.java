/** Tunnels of a running lab: strongSwan's IKE daemon, its control socket, and its TUN device. */
@NullMarked
package io.towpath.lab.ike;

import org.jspecify.annotations.NullMarked;
