/** JMH benchmarks, each with an in-process peer. */
@NullMarked
package io.towpath.bench;

import org.jspecify.annotations.NullMarked;
