/**
 * Running labs: the supervisor below which a lab lives and dies, and the client that starts labs,
 * asks them, and enters their spaces from other processes.
 */
@NullMarked
package io.towpath.lab.run;

import org.jspecify.annotations.NullMarked;
