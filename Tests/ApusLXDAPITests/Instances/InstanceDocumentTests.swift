// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct InstanceDocumentTests {
    @Test func `reads and writes instance metadata`() throws {
        var value = try example(
            InstanceMetadata.self, at: ResourceURL(["1.0", "instances", "a", "metadata"]),
            #"""
            {"architecture": "architecture-1", "creation_date": 102, "expiry_date": 103, "properties":
            {"k": "4"}, "templates": {"m": {"create_only": true, "properties": {"k": "7"}, "template":
            "template-8", "when": ["when-9"]}}}
            """#)
        #expect(value.architecture == "architecture-1")
        #expect(value.creationSeconds == 102)
        #expect(value.expirySeconds == 103)
        #expect(value.properties == ["k": "4"])
        #expect(value.templates["m"]?.isCreateOnly == true)
        #expect(value.templates["m"]?.properties == ["k": "7"])
        #expect(value.templates["m"]?.file == "template-8")
        #expect(value.templates["m"]?.when == ["when-9"])

        value.architecture = "other"
        value.creationSeconds = 7
        value.expirySeconds = 7
        value.properties = ["x": "y"]
        value.templates = [:]
        #expect(value.encoded["architecture"] == "other")
        #expect(value.encoded["creation_date"] == 7)
        #expect(value.encoded["expiry_date"] == 7)
        #expect(value.encoded["properties"] == ["x": "y"])
        #expect(value.encoded["templates"] == [:])
        #expect(value.isModified)
    }

    @Test func `reads and writes instance UEFI variables`() throws {
        var value = try example(
            InstanceUEFIVariables.self, at: ResourceURL(["1.0", "instances", "a", "uefi-vars"]),
            #"""
            {"variables": {"m": {"attr": 102, "data": "data-3", "digest": "digest-4", "timestamp":
            "timestamp-5"}}}
            """#)
        #expect(value.variables["m"]?.attributes == 102)
        #expect(value.variables["m"]?.data == "data-3")
        #expect(value.variables["m"]?.digest == "digest-4")
        #expect(value.variables["m"]?.timestamp == "timestamp-5")

        value.variables = [:]
        #expect(value.encoded["variables"] == [:])
        #expect(value.isModified)
    }
}
