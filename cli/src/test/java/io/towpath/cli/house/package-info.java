/** Whole-house tests: from files to printed answers. */
@NullMarked
package io.towpath.cli.house;

import org.jspecify.annotations.NullMarked;
