/** Loading a whole estate: files to fragments, fragments and cables to one network. */
@NullMarked
package io.towpath.estate.load;

import org.jspecify.annotations.NullMarked;
