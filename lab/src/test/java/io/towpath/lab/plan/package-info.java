@NullMarked
package io.towpath.lab.plan;

import org.jspecify.annotations.NullMarked;
