@NullMarked
package io.towpath.lab.fabric;

import org.jspecify.annotations.NullMarked;
