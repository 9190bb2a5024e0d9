@NullMarked
package io.towpath.lab.measure;

import org.jspecify.annotations.NullMarked;
