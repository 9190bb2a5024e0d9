@NullMarked
package io.towpath.net.trie;

import org.jspecify.annotations.NullMarked;
