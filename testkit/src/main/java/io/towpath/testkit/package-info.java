/** Seeded generators with shrinking and golden files, for tests of every module. */
@NullMarked
package io.towpath.testkit;

import org.jspecify.annotations.NullMarked;
