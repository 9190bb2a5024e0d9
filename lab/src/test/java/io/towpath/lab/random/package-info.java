/** Random estates, each compared with its lab. */
@org.jspecify.annotations.NullMarked
package io.towpath.lab.random;
