/** What Towpath asks of Linux, tried on the machine that runs the tests. */
@NullMarked
package io.towpath.lab.linux;

import org.jspecify.annotations.NullMarked;
