@NullMarked
package io.towpath.lab.compare.read;

import org.jspecify.annotations.NullMarked;
