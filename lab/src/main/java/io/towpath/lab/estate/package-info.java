/** The lab of an estate: what its supervisor is given, and what asks it from outside. */
@NullMarked
package io.towpath.lab.estate;

import org.jspecify.annotations.NullMarked;
