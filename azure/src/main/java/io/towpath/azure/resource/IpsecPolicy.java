package io.towpath.azure.resource;

import java.time.Duration;

/**
 * A custom IPsec/IKE policy; all members are mandatory and the defaults no longer apply (R110).
 *
 * @param saLifetime at least 300 s; need not match the peer
 * @param saDataSizeKilobytes at least 1024
 */
public record IpsecPolicy(
    IkeEncryption ikeEncryption,
    IkeIntegrity ikeIntegrity,
    DhGroup dhGroup,
    IpsecEncryption ipsecEncryption,
    IpsecIntegrity ipsecIntegrity,
    PfsGroup pfsGroup,
    Duration saLifetime,
    long saDataSizeKilobytes) {}
