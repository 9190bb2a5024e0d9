/** Tests with real IKE daemons in scratch namespaces. */
@org.jspecify.annotations.NullMarked
package io.towpath.lab.ike;
