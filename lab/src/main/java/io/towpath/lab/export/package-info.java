/** Labs that run without Towpath: as a shell script, or for containerlab. */
@NullMarked
package io.towpath.lab.export;

import org.jspecify.annotations.NullMarked;
