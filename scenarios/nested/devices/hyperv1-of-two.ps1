# A Hyper-V host in Azure whose nested guests are reached by their own addresses.
# NIC 1, "Ethernet", lies in the subnet NAT; NIC 2, "Ethernet 2", in Hyper-V-LAN.

Rename-Computer -NewName "hyperv1"

# Hyper-V and the switch of the guests; 10.0.2.1 is their gateway.
Install-WindowsFeature -Name Hyper-V -IncludeManagementTools -Restart
$switch = "NestedSwitch"
New-VMSwitch -Name $switch -SwitchType Internal | Out-Null
New-NetIPAddress -IPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias "vEthernet ($switch)"

# Azure's DHCP does not reach them.
Install-WindowsFeature DHCP -IncludeManagementTools
Add-DhcpServerV4Scope `
  -Name "Nested VMs" `
  -StartRange 10.0.2.2 `
  -EndRange 10.0.2.254 `
  -SubnetMask 255.255.255.0
Set-DhcpServerV4OptionValue -DnsServer 168.63.129.16 -Router 10.0.2.1

# Routing and Remote Access: LAN routing, and NAT for what leaves by NIC 1.
Install-WindowsFeature Routing -IncludeManagementTools
Install-RemoteAccess -VpnType RoutingOnly
netsh routing ip nat install
netsh routing ip nat add interface name="Ethernet" mode=full

# What NIC 1 is asked is answered by NIC 1 ...
netsh routing ip add persistentroute dest=10.0.0.0 mask=255.255.255.0 name="Ethernet" nhop=10.0.0.1 metric=256

# ... everything else in the VNet, and the branch, goes by NIC 2.
$lan = @{ InterfaceAlias = "Ethernet 2"; NextHop = "10.0.1.1"; RouteMetric = 256 }
New-NetRoute -DestinationPrefix 10.0.0.0/22 @lan
New-NetRoute -DestinationPrefix 172.16.0.0/22 @lan
New-NetRoute -DestinationPrefix 10.0.5.0/24 @lan

# Windows Server 2016 answers no ping until a rule allows it.
New-NetFirewallRule -DisplayName "Allow ICMPv4-In" -Protocol ICMPv4
