/** A whole network in one folder: estate.yaml, its loading, joining and expectations. */
@NullMarked
package io.towpath.estate;

import org.jspecify.annotations.NullMarked;
