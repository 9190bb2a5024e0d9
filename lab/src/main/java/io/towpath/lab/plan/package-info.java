/** What a lab consists of, as pure data, and its compilation from a network. */
@NullMarked
package io.towpath.lab.plan;

import org.jspecify.annotations.NullMarked;
