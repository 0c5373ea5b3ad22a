// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusLXDAPI
import Testing

@Suite struct ServerResourcesTests {
    @Test func `reads server resources`() throws {
        let value = try #require(
            ServerResources(
                json: document(
                    #"""
                    {"cpu": {"architecture": "architecture-2", "sockets": [{"cache": [{"level": 105, "size":
                    106, "type": "type-7"}], "cores": [{"core": 109, "die": 110, "frequency": 111, "threads":
                    [{"id": 113, "isolated": true, "numa_node": 115, "online": true, "thread": 117}]}],
                    "frequency": 118, "frequency_minimum": 119, "frequency_turbo": 120, "name": "name-21",
                    "socket": 122, "vendor": "vendor-23"}], "total": 124}, "gpu": {"cards": [{"driver":
                    "driver-27", "driver_version": "driver_version-28", "drm": {"card_device": "card_device-30",
                    "card_name": "card_name-31", "control_device": "control_device-32", "control_name":
                    "control_name-33", "id": 134, "render_device": "render_device-35", "render_name":
                    "render_name-36"}, "mdev": {"m": {"api": "api-38", "available": 139, "description":
                    "description-40", "devices": ["devices-41"], "name": "name-42"}}, "numa_node": 143,
                    "nvidia": {"architecture": "architecture-45", "brand": "brand-46", "card_device":
                    "card_device-47", "card_name": "card_name-48", "cuda_version": "cuda_version-49", "model":
                    "model-50", "nvrm_version": "nvrm_version-51", "uuid": "uuid-52"}, "pci_address":
                    "pci_address-53", "product": "product-54", "product_id": "product_id-55", "sriov":
                    {"current_vfs": 157, "maximum_vfs": 158, "vfs": []}, "usb_address": "usb_address-59",
                    "vendor": "vendor-60", "vendor_id": "vendor_id-61"}], "total": 162}, "memory":
                    {"hugepages_size": 164, "hugepages_total": 165, "hugepages_used": 166, "nodes":
                    [{"hugepages_total": 168, "hugepages_used": 169, "numa_node": 170, "total": 171, "used":
                    172}], "total": 173, "used": 174}, "network": {"cards": [{"driver": "driver-77",
                    "driver_version": "driver_version-78", "firmware_version": "firmware_version-79",
                    "numa_node": 180, "pci_address": "pci_address-81", "ports": [{"address": "address-83",
                    "auto_negotiation": true, "id": "id-85", "infiniband": {"issm_device": "issm_device-87",
                    "issm_name": "issm_name-88", "mad_device": "mad_device-89", "mad_name": "mad_name-90",
                    "verb_device": "verb_device-91", "verb_name": "verb_name-92"}, "link_detected": true,
                    "link_duplex": "link_duplex-94", "link_speed": 195, "port": 196, "port_type":
                    "port_type-97", "protocol": "protocol-98", "supported_modes": ["supported_modes-99"],
                    "supported_ports": ["supported_ports-100"], "transceiver_type": "transceiver_type-101"}],
                    "product": "product-102", "product_id": "product_id-103", "sriov": {"current_vfs": 205,
                    "maximum_vfs": 206, "vfs": []}, "usb_address": "usb_address-107", "vdpa": {"device":
                    "device-109", "name": "name-110"}, "vendor": "vendor-111", "vendor_id": "vendor_id-112"}],
                    "total": 213}, "pci": {"devices": [{"driver": "driver-116", "driver_version":
                    "driver_version-117", "iommu_group": 218, "numa_node": 219, "pci_address":
                    "pci_address-120", "product": "product-121", "product_id": "product_id-122", "vendor":
                    "vendor-123", "vendor_id": "vendor_id-124", "vpd": {"entries": {"k": "126"}, "product_name":
                    "product_name-127"}}], "total": 228}, "storage": {"disks": [{"block_size": 231, "device":
                    "device-132", "device_fs_uuid": "device_fs_uuid-133", "device_id": "device_id-134",
                    "device_path": "device_path-135", "firmware_version": "firmware_version-136", "id":
                    "id-137", "model": "model-138", "mounted": true, "numa_node": 240, "partitions": [{"device":
                    "device-142", "device_fs_uuid": "device_fs_uuid-143", "id": "id-144", "mounted": true,
                    "partition": 246, "read_only": true, "size": 248}], "pci_address": "pci_address-149",
                    "read_only": true, "removable": true, "rpm": 252, "serial": "serial-153", "size": 254,
                    "type": "type-155", "usb_address": "usb_address-156", "used_by": "used_by-157", "wwn":
                    "wwn-158"}], "total": 259}, "system": {"chassis": {"serial": "serial-162", "type":
                    "type-163", "vendor": "vendor-164", "version": "version-165"}, "family": "family-166",
                    "firmware": {"date": "date-168", "vendor": "vendor-169", "version": "version-170"},
                    "motherboard": {"product": "product-172", "serial": "serial-173", "vendor": "vendor-174",
                    "version": "version-175"}, "product": "product-176", "serial": "serial-177", "sku":
                    "sku-178", "type": "type-179", "uuid": "uuid-180", "vendor": "vendor-181", "version":
                    "version-182"}, "usb": {"devices": [{"bus_address": 285, "device_address": 286,
                    "interfaces": [{"class": "class-188", "class_id": 289, "driver": "driver-190",
                    "driver_version": "driver_version-191", "number": 292, "subclass": "subclass-193",
                    "subclass_id": 294}], "product": "product-195", "product_id": "product_id-196", "serial":
                    "serial-197", "speed": 198.5, "vendor": "vendor-199", "vendor_id": "vendor_id-200"}],
                    "total": 301}}
                    """#)))
        #expect(value.cpu?.architecture == "architecture-2")
        #expect(value.cpu?.sockets.first?.caches.first?.level == 105)
        #expect(value.cpu?.sockets.first?.caches.first?.sizeBytes == 106)
        #expect(value.cpu?.sockets.first?.caches.first?.type == "type-7")
        #expect(value.cpu?.sockets.first?.cores.first?.number == 109)
        #expect(value.cpu?.sockets.first?.cores.first?.dieNumber == 110)
        #expect(value.cpu?.sockets.first?.cores.first?.megahertz == 111)
        #expect(value.cpu?.sockets.first?.cores.first?.threads.first?.id == 113)
        #expect(value.cpu?.sockets.first?.cores.first?.threads.first?.isIsolated == true)
        #expect(value.cpu?.sockets.first?.cores.first?.threads.first?.numaNode == 115)
        #expect(value.cpu?.sockets.first?.cores.first?.threads.first?.isOnline == true)
        #expect(value.cpu?.sockets.first?.cores.first?.threads.first?.number == 117)
        #expect(value.cpu?.sockets.first?.averageMegahertz == 118)
        #expect(value.cpu?.sockets.first?.minimumMegahertz == 119)
        #expect(value.cpu?.sockets.first?.turboMegahertz == 120)
        #expect(value.cpu?.sockets.first?.name == "name-21")
        #expect(value.cpu?.sockets.first?.number == 122)
        #expect(value.cpu?.sockets.first?.vendor == "vendor-23")
        #expect(value.cpu?.threadCount == 124)
        #expect(value.gpu?.cards.first?.driver == "driver-27")
        #expect(value.gpu?.cards.first?.driverVersion == "driver_version-28")
        #expect(value.gpu?.cards.first?.drm?.cardDevice == "card_device-30")
        #expect(value.gpu?.cards.first?.drm?.cardName == "card_name-31")
        #expect(value.gpu?.cards.first?.drm?.controlDevice == "control_device-32")
        #expect(value.gpu?.cards.first?.drm?.controlName == "control_name-33")
        #expect(value.gpu?.cards.first?.drm?.id == 134)
        #expect(value.gpu?.cards.first?.drm?.renderDevice == "render_device-35")
        #expect(value.gpu?.cards.first?.drm?.renderName == "render_name-36")
        #expect(value.gpu?.cards.first?.mediatedDevices["m"]?.api == "api-38")
        #expect(value.gpu?.cards.first?.mediatedDevices["m"]?.availableCount == 139)
        #expect(value.gpu?.cards.first?.mediatedDevices["m"]?.description == "description-40")
        #expect(value.gpu?.cards.first?.mediatedDevices["m"]?.devices == ["devices-41"])
        #expect(value.gpu?.cards.first?.mediatedDevices["m"]?.name == "name-42")
        #expect(value.gpu?.cards.first?.numaNode == 143)
        #expect(value.gpu?.cards.first?.nvidia?.architecture == "architecture-45")
        #expect(value.gpu?.cards.first?.nvidia?.brand == "brand-46")
        #expect(value.gpu?.cards.first?.nvidia?.cardDevice == "card_device-47")
        #expect(value.gpu?.cards.first?.nvidia?.cardName == "card_name-48")
        #expect(value.gpu?.cards.first?.nvidia?.cudaVersion == "cuda_version-49")
        #expect(value.gpu?.cards.first?.nvidia?.model == "model-50")
        #expect(value.gpu?.cards.first?.nvidia?.nvrmVersion == "nvrm_version-51")
        #expect(value.gpu?.cards.first?.nvidia?.uuid == "uuid-52")
        #expect(value.gpu?.cards.first?.pciAddress == "pci_address-53")
        #expect(value.gpu?.cards.first?.product == "product-54")
        #expect(value.gpu?.cards.first?.productID == "product_id-55")
        #expect(value.gpu?.cards.first?.virtualFunctions?.currentCount == 157)
        #expect(value.gpu?.cards.first?.virtualFunctions?.maximumCount == 158)
        #expect(value.gpu?.cards.first?.usbAddress == "usb_address-59")
        #expect(value.gpu?.cards.first?.vendor == "vendor-60")
        #expect(value.gpu?.cards.first?.vendorID == "vendor_id-61")
        #expect(value.gpu?.count == 162)
        #expect(value.memory?.hugePageBytes == 164)
        #expect(value.memory?.totalHugePageBytes == 165)
        #expect(value.memory?.usedHugePageBytes == 166)
        #expect(value.memory?.nodes.first?.totalHugePageBytes == 168)
        #expect(value.memory?.nodes.first?.usedHugePageBytes == 169)
        #expect(value.memory?.nodes.first?.numaNode == 170)
        #expect(value.memory?.nodes.first?.totalBytes == 171)
        #expect(value.memory?.nodes.first?.usedBytes == 172)
        #expect(value.memory?.totalBytes == 173)
        #expect(value.memory?.usedBytes == 174)
        #expect(value.network?.cards.first?.driver == "driver-77")
        #expect(value.network?.cards.first?.driverVersion == "driver_version-78")
        #expect(value.network?.cards.first?.firmwareVersion == "firmware_version-79")
        #expect(value.network?.cards.first?.numaNode == 180)
        #expect(value.network?.cards.first?.pciAddress == "pci_address-81")
        #expect(value.network?.cards.first?.ports.first?.hardwareAddress == "address-83")
        #expect(value.network?.cards.first?.ports.first?.hasAutoNegotiation == true)
        #expect(value.network?.cards.first?.ports.first?.name == "id-85")
        #expect(value.network?.cards.first?.ports.first?.infiniBand?.issmDevice == "issm_device-87")
        #expect(value.network?.cards.first?.ports.first?.infiniBand?.issmName == "issm_name-88")
        #expect(value.network?.cards.first?.ports.first?.infiniBand?.madDevice == "mad_device-89")
        #expect(value.network?.cards.first?.ports.first?.infiniBand?.madName == "mad_name-90")
        #expect(value.network?.cards.first?.ports.first?.infiniBand?.verbDevice == "verb_device-91")
        #expect(value.network?.cards.first?.ports.first?.infiniBand?.verbName == "verb_name-92")
        #expect(value.network?.cards.first?.ports.first?.hasLink == true)
        #expect(value.network?.cards.first?.ports.first?.duplex == "link_duplex-94")
        #expect(value.network?.cards.first?.ports.first?.megabitsPerSecond == 195)
        #expect(value.network?.cards.first?.ports.first?.number == 196)
        #expect(value.network?.cards.first?.ports.first?.portType == "port_type-97")
        #expect(value.network?.cards.first?.ports.first?.protocol == "protocol-98")
        #expect(value.network?.cards.first?.ports.first?.supportedModes == ["supported_modes-99"])
        #expect(value.network?.cards.first?.ports.first?.supportedPorts == ["supported_ports-100"])
        #expect(value.network?.cards.first?.ports.first?.transceiverType == "transceiver_type-101")
        #expect(value.network?.cards.first?.product == "product-102")
        #expect(value.network?.cards.first?.productID == "product_id-103")
        #expect(value.network?.cards.first?.virtualFunctions?.currentCount == 205)
        #expect(value.network?.cards.first?.virtualFunctions?.maximumCount == 206)
        #expect(value.network?.cards.first?.usbAddress == "usb_address-107")
        #expect(value.network?.cards.first?.vdpa?.device == "device-109")
        #expect(value.network?.cards.first?.vdpa?.name == "name-110")
        #expect(value.network?.cards.first?.vendor == "vendor-111")
        #expect(value.network?.cards.first?.vendorID == "vendor_id-112")
        #expect(value.network?.count == 213)
        #expect(value.pci?.devices.first?.driver == "driver-116")
        #expect(value.pci?.devices.first?.driverVersion == "driver_version-117")
        #expect(value.pci?.devices.first?.iommuGroup == 218)
        #expect(value.pci?.devices.first?.numaNode == 219)
        #expect(value.pci?.devices.first?.pciAddress == "pci_address-120")
        #expect(value.pci?.devices.first?.product == "product-121")
        #expect(value.pci?.devices.first?.productID == "product_id-122")
        #expect(value.pci?.devices.first?.vendor == "vendor-123")
        #expect(value.pci?.devices.first?.vendorID == "vendor_id-124")
        #expect(value.pci?.devices.first?.productData?.entries == ["k": "126"])
        #expect(value.pci?.devices.first?.productData?.productName == "product_name-127")
        #expect(value.pci?.count == 228)
        #expect(value.storage?.disks.first?.blockBytes == 231)
        #expect(value.storage?.disks.first?.device == "device-132")
        #expect(value.storage?.disks.first?.filesystemUUID == "device_fs_uuid-133")
        #expect(value.storage?.disks.first?.deviceID == "device_id-134")
        #expect(value.storage?.disks.first?.devicePath == "device_path-135")
        #expect(value.storage?.disks.first?.firmwareVersion == "firmware_version-136")
        #expect(value.storage?.disks.first?.name == "id-137")
        #expect(value.storage?.disks.first?.model == "model-138")
        #expect(value.storage?.disks.first?.isMounted == true)
        #expect(value.storage?.disks.first?.numaNode == 240)
        #expect(value.storage?.disks.first?.partitions.first?.device == "device-142")
        #expect(
            value.storage?.disks.first?.partitions.first?.filesystemUUID
                == "device_fs_uuid-143")
        #expect(value.storage?.disks.first?.partitions.first?.name == "id-144")
        #expect(value.storage?.disks.first?.partitions.first?.isMounted == true)
        #expect(value.storage?.disks.first?.partitions.first?.number == 246)
        #expect(value.storage?.disks.first?.partitions.first?.isReadOnly == true)
        #expect(value.storage?.disks.first?.partitions.first?.sizeBytes == 248)
        #expect(value.storage?.disks.first?.pciAddress == "pci_address-149")
        #expect(value.storage?.disks.first?.isReadOnly == true)
        #expect(value.storage?.disks.first?.isRemovable == true)
        #expect(value.storage?.disks.first?.revolutionsPerMinute == 252)
        #expect(value.storage?.disks.first?.serial == "serial-153")
        #expect(value.storage?.disks.first?.sizeBytes == 254)
        #expect(value.storage?.disks.first?.type == "type-155")
        #expect(value.storage?.disks.first?.usbAddress == "usb_address-156")
        #expect(value.storage?.disks.first?.usedBy == "used_by-157")
        #expect(value.storage?.disks.first?.worldWideName == "wwn-158")
        #expect(value.storage?.count == 259)
        #expect(value.system?.chassis?.serial == "serial-162")
        #expect(value.system?.chassis?.type == "type-163")
        #expect(value.system?.chassis?.vendor == "vendor-164")
        #expect(value.system?.chassis?.version == "version-165")
        #expect(value.system?.family == "family-166")
        #expect(value.system?.firmware?.date == "date-168")
        #expect(value.system?.firmware?.vendor == "vendor-169")
        #expect(value.system?.firmware?.version == "version-170")
        #expect(value.system?.motherboard?.product == "product-172")
        #expect(value.system?.motherboard?.serial == "serial-173")
        #expect(value.system?.motherboard?.vendor == "vendor-174")
        #expect(value.system?.motherboard?.version == "version-175")
        #expect(value.system?.product == "product-176")
        #expect(value.system?.serial == "serial-177")
        #expect(value.system?.sku == "sku-178")
        #expect(value.system?.type == "type-179")
        #expect(value.system?.uuid == "uuid-180")
        #expect(value.system?.vendor == "vendor-181")
        #expect(value.system?.version == "version-182")
        #expect(value.usb?.devices.first?.busAddress == 285)
        #expect(value.usb?.devices.first?.deviceAddress == 286)
        #expect(value.usb?.devices.first?.interfaces.first?.className == "class-188")
        #expect(value.usb?.devices.first?.interfaces.first?.classID == 289)
        #expect(value.usb?.devices.first?.interfaces.first?.driver == "driver-190")
        #expect(value.usb?.devices.first?.interfaces.first?.driverVersion == "driver_version-191")
        #expect(value.usb?.devices.first?.interfaces.first?.number == 292)
        #expect(value.usb?.devices.first?.interfaces.first?.subclassName == "subclass-193")
        #expect(value.usb?.devices.first?.interfaces.first?.subclassID == 294)
        #expect(value.usb?.devices.first?.product == "product-195")
        #expect(value.usb?.devices.first?.productID == "product_id-196")
        #expect(value.usb?.devices.first?.serial == "serial-197")
        #expect(value.usb?.devices.first?.megabitsPerSecond == 198.5)
        #expect(value.usb?.devices.first?.vendor == "vendor-199")
        #expect(value.usb?.devices.first?.vendorID == "vendor_id-200")
        #expect(value.usb?.count == 301)
    }
}
