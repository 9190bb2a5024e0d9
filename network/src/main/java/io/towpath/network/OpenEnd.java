package io.towpath.network;

import io.towpath.net.Origin;

/**
 * A named end that a fragment leaves open for another one to connect to, such as {@code
 * circuit:er1/primary} or {@code internet}.
 *
 * @param name unique among all fragments
 * @param at the interface that waits there; its innermost tag must equal the other side's
 * @param rule R-rule behind a tag mismatch, for the finding
 */
public record OpenEnd(String name, InterfaceRef at, String rule, Origin origin) {}
