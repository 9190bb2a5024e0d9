# {{host}}: a Hyper-V host in Azure whose guests have addresses of the VNet.
# Windows Server, two NICs: "Ethernet" in the subnet outside, "Ethernet 2" in the subnet inside.

Rename-Computer -NewName "{{host}}"

# 1. A switch that only the guests and the host are on. The host's leg on it is their gateway.
Install-WindowsFeature Hyper-V -IncludeManagementTools -Restart
New-VMSwitch -Name "Guests" -SwitchType Internal
New-NetIPAddress -InterfaceAlias "vEthernet (Guests)" -IPAddress {{gateway}} -PrefixLength 24

# 2. Addresses. Azure answers no DHCP request of a guest; 168.63.129.16 is Azure's name server.
Install-WindowsFeature DHCP -IncludeManagementTools
Add-DhcpServerv4Scope -Name "Guests" -StartRange {{first}} -EndRange {{last}} -SubnetMask 255.255.255.0
Set-DhcpServerv4OptionValue -Router {{gateway}} -DnsServer 168.63.129.16

# 3. Routing between the adapters. Without it the host keeps what is not for itself.
Install-WindowsFeature Routing -IncludeManagementTools
Install-RemoteAccess -VpnType RoutingOnly

# 4. The VNet lies behind "Ethernet 2". Everything else follows the default route, which Azure's DHCP
#    gives to "Ethernet" alone. An office behind a gateway would need a route like this one.
New-NetRoute -DestinationPrefix 10.64.0.0/16 -InterfaceAlias "Ethernet 2" -NextHop 10.64.1.1

# 5. NAT for what leaves by "Ethernet": the Internet knows the host's address, and no guest's.
netsh routing ip nat install
netsh routing ip nat add interface name="Ethernet" mode=full

# 6. A new server answers no ping until a rule lets it.
New-NetFirewallRule -DisplayName "Ping" -Direction Inbound -Protocol ICMPv4 -Action Allow
