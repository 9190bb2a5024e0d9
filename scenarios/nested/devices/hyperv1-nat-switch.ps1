# The plain way: guests behind a NAT switch, reached by mapped ports alone.
Rename-Computer -NewName "hyperv1"
Install-WindowsFeature -Name Hyper-V -IncludeManagementTools -Restart
New-VMSwitch -Name "NestedSwitch" -SwitchType Internal
New-NetIPAddress -IPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias "vEthernet (NestedSwitch)"
New-NetNat -Name "NestedNat" -InternalIPInterfaceAddressPrefix 10.0.2.0/24
Add-NetNatStaticMapping -NatName "NestedNat" -Protocol TCP `
  -ExternalIPAddress 0.0.0.0 -ExternalPort 8080 -InternalIPAddress 10.0.2.2 -InternalPort 80
