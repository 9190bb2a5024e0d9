@NullMarked
package io.towpath.lab.export;

import org.jspecify.annotations.NullMarked;
