// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct NetworkDocumentTests {
    @Test func `reads and writes network`() throws {
        var value = try example(
            Network.self, at: ResourceURL(["1.0", "networks", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "locations": ["locations-4"], "managed": true, "name": "name-6", "project":
            "p", "status": "status-7", "type": "type-8", "used_by": ["/1.0/instances/web9"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.locations == ["locations-4"])
        #expect(value.isManaged == true)
        #expect(value.name == "name-6")
        #expect(value.projectName == "p")
        #expect(value.status == "status-7")
        #expect(value.type == "type-8")
        #expect(value.usedBy.instances.names == ["web9"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads network state`() throws {
        let value = try #require(
            NetworkState(
                json: document(
                    #"""
                    {"addresses": [{"address": "address-2", "family": "family-3", "netmask": "netmask-4",
                    "scope": "scope-5"}], "bond": {"down_delay": 107, "lower_devices": ["lower_devices-8"],
                    "mii_frequency": 109, "mii_state": "mii_state-10", "mode": "mode-11", "transmit_policy":
                    "transmit_policy-12", "up_delay": 113}, "bridge": {"forward_delay": 115, "id": "id-16",
                    "stp": true, "upper_devices": ["upper_devices-18"], "vlan_default": 119, "vlan_filtering":
                    true}, "counters": {"bytes_received": 122, "bytes_sent": 123, "packets_received": 124,
                    "packets_sent": 125}, "hwaddr": "hwaddr-26", "mtu": 127, "ovn": {"chassis": "chassis-29"},
                    "state": "state-30", "type": "type-31", "vlan": {"lower_device": "lower_device-33", "vid":
                    134}}
                    """#)))
        #expect(value.addresses.first?.address == "address-2")
        #expect(value.addresses.first?.family == "family-3")
        #expect(value.addresses.first?.netmask == "netmask-4")
        #expect(value.addresses.first?.scope == "scope-5")
        #expect(value.bond?.downDelayMilliseconds == 107)
        #expect(value.bond?.lowerDevices == ["lower_devices-8"])
        #expect(value.bond?.miiIntervalMilliseconds == 109)
        #expect(value.bond?.miiState == "mii_state-10")
        #expect(value.bond?.mode == "mode-11")
        #expect(value.bond?.transmitPolicy == "transmit_policy-12")
        #expect(value.bond?.upDelayMilliseconds == 113)
        #expect(value.bridge?.forwardDelayHundredths == 115)
        #expect(value.bridge?.id == "id-16")
        #expect(value.bridge?.hasSpanningTree == true)
        #expect(value.bridge?.upperDevices == ["upper_devices-18"])
        #expect(value.bridge?.defaultVLAN == 119)
        #expect(value.bridge?.hasVLANFiltering == true)
        #expect(value.counters?.bytesReceived == 122)
        #expect(value.counters?.bytesSent == 123)
        #expect(value.counters?.packetsReceived == 124)
        #expect(value.counters?.packetsSent == 125)
        #expect(value.hardwareAddress == "hwaddr-26")
        #expect(value.mtu == 127)
        #expect(value.ovn?.chassis == "chassis-29")
        #expect(value.state == "state-30")
        #expect(value.type == "type-31")
        #expect(value.vlan?.lowerDevice == "lower_device-33")
        #expect(value.vlan?.id == 134)
    }

    @Test func `reads network lease`() throws {
        let value = try #require(
            NetworkLease(
                json: document(
                    #"""
                    {"address": "address-1", "hostname": "hostname-2", "hwaddr": "hwaddr-3", "location":
                    "location-4", "project": "project-5", "type": "type-6"}
                    """#)))
        #expect(value.address == "address-1")
        #expect(value.hostName == "hostname-2")
        #expect(value.hardwareAddress == "hwaddr-3")
        #expect(value.location == "location-4")
        #expect(value.projectName == "project-5")
        #expect(value.type == "type-6")
    }

    @Test func `reads network allocation`() throws {
        let value = try #require(
            NetworkAllocation(
                json: document(
                    #"""
                    {"addresses": "addresses-1", "hwaddr": "hwaddr-2", "nat": true, "network": "network-4",
                    "type": "type-5", "used_by": "/1.0/projects/p6"}
                    """#)))
        #expect(value.addresses == "addresses-1")
        #expect(value.hardwareAddress == "hwaddr-2")
        #expect(value.hasNAT == true)
        #expect(value.networkName == "network-4")
        #expect(value.type == "type-5")
        #expect(value.usedBy?.encoded == "/1.0/projects/p6")
    }

    @Test func `reads and writes network ACL`() throws {
        var value = try example(
            NetworkACL.self, at: ResourceURL(["1.0", "network-acls", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "egress": [{"action": "action-5", "description": "description-6",
            "destination": "destination-7", "destination_port": "destination_port-8", "icmp_code":
            "icmp_code-9", "icmp_type": "icmp_type-10", "protocol": "protocol-11", "source":
            "source-12", "source_port": "source_port-13", "state": "state-14"}], "ingress": [{"action":
            "action-16", "description": "description-17", "destination": "destination-18",
            "destination_port": "destination_port-19", "icmp_code": "icmp_code-20", "icmp_type":
            "icmp_type-21", "protocol": "protocol-22", "source": "source-23", "source_port":
            "source_port-24", "state": "state-25"}], "name": "name-26", "project": "p", "used_by":
            ["/1.0/instances/web27"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.egress.first?.action == "action-5")
        #expect(value.egress.first?.description == "description-6")
        #expect(value.egress.first?.destination == "destination-7")
        #expect(value.egress.first?.destinationPort == "destination_port-8")
        #expect(value.egress.first?.icmpCode == "icmp_code-9")
        #expect(value.egress.first?.icmpType == "icmp_type-10")
        #expect(value.egress.first?.protocol == "protocol-11")
        #expect(value.egress.first?.source == "source-12")
        #expect(value.egress.first?.sourcePort == "source_port-13")
        #expect(value.egress.first?.state == "state-14")
        #expect(value.ingress.first?.action == "action-16")
        #expect(value.ingress.first?.description == "description-17")
        #expect(value.ingress.first?.destination == "destination-18")
        #expect(value.ingress.first?.destinationPort == "destination_port-19")
        #expect(value.ingress.first?.icmpCode == "icmp_code-20")
        #expect(value.ingress.first?.icmpType == "icmp_type-21")
        #expect(value.ingress.first?.protocol == "protocol-22")
        #expect(value.ingress.first?.source == "source-23")
        #expect(value.ingress.first?.sourcePort == "source_port-24")
        #expect(value.ingress.first?.state == "state-25")
        #expect(value.name == "name-26")
        #expect(value.projectName == "p")
        #expect(value.usedBy.instances.names == ["web27"])

        value.config = ["x": "y"]
        value.description = "other"
        value.egress = []
        value.ingress = []
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["egress"] == [])
        #expect(value.encoded["ingress"] == [])
        #expect(value.isModified)
    }

    @Test func `reads and writes network forward`() throws {
        var value = try example(
            NetworkForward.self, at: ResourceURL(["1.0", "networks", "a", "forwards", "a"]),
            #"""
            {"config": {"k": "1"}, "description": "description-2", "listen_address": "listen_address-3",
            "location": "location-4", "ports": [{"description": "description-6", "listen_port":
            "listen_port-7", "protocol": "protocol-8", "target_address": "target_address-9",
            "target_port": "target_port-10"}]}
            """#)
        #expect(value.config == ["k": "1"])
        #expect(value.description == "description-2")
        #expect(value.listenAddress == "listen_address-3")
        #expect(value.location == "location-4")
        #expect(value.ports.first?.description == "description-6")
        #expect(value.ports.first?.listenPorts == "listen_port-7")
        #expect(value.ports.first?.protocol == "protocol-8")
        #expect(value.ports.first?.targetAddress == "target_address-9")
        #expect(value.ports.first?.targetPorts == "target_port-10")

        value.config = ["x": "y"]
        value.description = "other"
        value.ports = []
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["ports"] == [])
        #expect(value.isModified)
    }

    @Test func `reads and writes network load balancer`() throws {
        var value = try example(
            NetworkLoadBalancer.self,
            at: ResourceURL(["1.0", "networks", "a", "load-balancers", "a"]),
            #"""
            {"backends": [{"description": "description-2", "name": "name-3", "target_address":
            "target_address-4", "target_port": "target_port-5"}], "config": {"k": "6"}, "description":
            "description-7", "listen_address": "listen_address-8", "location": "location-9", "ports":
            [{"description": "description-11", "listen_port": "listen_port-12", "protocol":
            "protocol-13", "target_backend": ["target_backend-14"], "target_pool": "target_pool-15"}]}
            """#)
        #expect(value.backends.first?.description == "description-2")
        #expect(value.backends.first?.name == "name-3")
        #expect(value.backends.first?.targetAddress == "target_address-4")
        #expect(value.backends.first?.targetPorts == "target_port-5")
        #expect(value.config == ["k": "6"])
        #expect(value.description == "description-7")
        #expect(value.listenAddress == "listen_address-8")
        #expect(value.location == "location-9")
        #expect(value.ports.first?.description == "description-11")
        #expect(value.ports.first?.listenPorts == "listen_port-12")
        #expect(value.ports.first?.protocol == "protocol-13")
        #expect(value.ports.first?.targetBackends == ["target_backend-14"])
        #expect(value.ports.first?.targetPool == "target_pool-15")

        value.backends = []
        value.config = ["x": "y"]
        value.description = "other"
        value.ports = []
        #expect(value.encoded["backends"] == [])
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["ports"] == [])
        #expect(value.isModified)
    }

    @Test func `reads and writes network load balancer pool`() throws {
        var value = try example(
            NetworkLoadBalancerPool.self,
            at: ResourceURL(["1.0", "networks", "a", "load-balancer-pools", "a"]),
            #"""
            {"config": {"k": "1"}, "description": "description-2", "instances": [{"name": "name-4",
            "target_port": "target_port-5"}], "name": "name-6", "used_by": ["/1.0/instances/web7"]}
            """#)
        #expect(value.config == ["k": "1"])
        #expect(value.description == "description-2")
        #expect(value.members.first?.name == "name-4")
        #expect(value.members.first?.targetPort == "target_port-5")
        #expect(value.name == "name-6")
        #expect(value.usedBy.instances.names == ["web7"])

        value.config = ["x": "y"]
        value.description = "other"
        value.members = []
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["instances"] == [])
        #expect(value.isModified)
    }

    @Test func `reads network load balancer pool state`() throws {
        let value = try #require(
            NetworkLoadBalancerPoolState(
                json: document(
                    #"""
                    {"targets": [{"address": "address-2", "device": "device-3", "listen_address":
                    "listen_address-4", "listen_port": "listen_port-5", "name": "name-6", "port": "port-7",
                    "status": "status-8"}]}
                    """#)))
        #expect(value.targets.first?.address == "address-2")
        #expect(value.targets.first?.device == "device-3")
        #expect(value.targets.first?.listenAddress == "listen_address-4")
        #expect(value.targets.first?.listenPort == "listen_port-5")
        #expect(value.targets.first?.name == "name-6")
        #expect(value.targets.first?.port == "port-7")
        #expect(value.targets.first?.status == "status-8")
    }

    @Test func `reads and writes network peer`() throws {
        var value = try example(
            NetworkPeer.self, at: ResourceURL(["1.0", "networks", "a", "peers", "a"]),
            #"""
            {"config": {"k": "1"}, "description": "description-2", "name": "name-3", "status":
            "status-4", "target_network": "target_network-5", "target_project": "target_project-6",
            "used_by": ["/1.0/instances/web7"]}
            """#)
        #expect(value.config == ["k": "1"])
        #expect(value.description == "description-2")
        #expect(value.name == "name-3")
        #expect(value.status == "status-4")
        #expect(value.targetNetworkName == "target_network-5")
        #expect(value.targetProjectName == "target_project-6")
        #expect(value.usedBy.instances.names == ["web7"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads and writes network zone`() throws {
        var value = try example(
            NetworkZone.self, at: ResourceURL(["1.0", "network-zones", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "config": {"k": "2"}, "description":
            "description-3", "name": "name-4", "project": "p", "used_by": ["/1.0/instances/web5"]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.config == ["k": "2"])
        #expect(value.description == "description-3")
        #expect(value.name == "name-4")
        #expect(value.projectName == "p")
        #expect(value.usedBy.instances.names == ["web5"])

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads and writes network zone record`() throws {
        var value = try example(
            NetworkZoneRecord.self, at: ResourceURL(["1.0", "network-zones", "a", "records", "a"]),
            #"""
            {"config": {"k": "1"}, "description": "description-2", "entries": [{"ttl": 104, "type":
            "type-5", "value": "value-6"}], "name": "name-7"}
            """#)
        #expect(value.config == ["k": "1"])
        #expect(value.description == "description-2")
        #expect(value.entries.first?.ttlSeconds == 104)
        #expect(value.entries.first?.type == "type-5")
        #expect(value.entries.first?.value == "value-6")
        #expect(value.name == "name-7")

        value.config = ["x": "y"]
        value.description = "other"
        value.entries = []
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["entries"] == [])
        #expect(value.isModified)
    }
}
