@NullMarked
package io.towpath.lab.compare;

import org.jspecify.annotations.NullMarked;
