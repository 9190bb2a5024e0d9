/** Longest prefix match: a trie that can be changed, and compiled tables for many look-ups. */
@NullMarked
package io.towpath.net.trie;

import org.jspecify.annotations.NullMarked;
