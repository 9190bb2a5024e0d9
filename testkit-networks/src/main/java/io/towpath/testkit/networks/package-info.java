/** Topology, configuration and traffic generators for tests and benchmarks. */
@NullMarked
package io.towpath.testkit.networks;

import org.jspecify.annotations.NullMarked;
