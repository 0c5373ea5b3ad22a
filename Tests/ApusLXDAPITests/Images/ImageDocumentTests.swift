// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct ImageDocumentTests {
    @Test func `reads and writes image`() throws {
        var value = try example(
            Image.self, at: ResourceURL(["1.0", "images", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "aliases": [{"description":
            "description-3", "name": "name-4"}], "architecture": "architecture-5", "auto_update": true,
            "cached": true, "created_at": "2026-01-09T10:00:00Z", "expires_at": "2026-01-10T10:00:00Z",
            "filename": "filename-10", "fingerprint": "fingerprint-11", "last_used_at":
            "2026-01-13T10:00:00Z", "profiles": ["profiles-13"], "project": "p", "properties": {"k":
            "14"}, "public": true, "release_codename": "release_codename-16", "release_title":
            "release_title-17", "size": 118, "type": "virtual-machine", "update_source": {"alias":
            "alias-21", "certificate": "certificate-22", "image_registry": "image_registry-23",
            "image_type": "virtual-machine", "protocol": "protocol-25", "server": "server-26"},
            "uploaded_at": "2026-01-28T10:00:00Z"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.aliases.first?.description == "description-3")
        #expect(value.aliases.first?.name == "name-4")
        #expect(value.architecture == "architecture-5")
        #expect(value.isAutoUpdated == true)
        #expect(value.isCached == true)
        #expect(value.createdAt?.description == "2026-01-09T10:00:00Z")
        #expect(value.expiresAt?.description == "2026-01-10T10:00:00Z")
        #expect(value.filename == "filename-10")
        #expect(value.fingerprint == "fingerprint-11")
        #expect(value.lastUsedAt?.description == "2026-01-13T10:00:00Z")
        #expect(value.profileNames == ["profiles-13"])
        #expect(value.projectName == "p")
        #expect(value.properties == ["k": "14"])
        #expect(value.isPublic == true)
        #expect(value.releaseCodename == "release_codename-16")
        #expect(value.releaseTitle == "release_title-17")
        #expect(value.sizeBytes == 118)
        #expect(value.type == "virtual-machine")
        #expect(value.updateSource?.alias == "alias-21")
        #expect(value.updateSource?.certificate == "certificate-22")
        #expect(value.updateSource?.imageRegistry == "image_registry-23")
        #expect(value.updateSource?.imageType == "virtual-machine")
        #expect(value.updateSource?.protocol == "protocol-25")
        #expect(value.updateSource?.server == "server-26")
        #expect(value.uploadedAt?.description == "2026-01-28T10:00:00Z")

        value.isAutoUpdated = false
        value.expiresAt = nil
        value.profileNames = ["x"]
        value.properties = ["x": "y"]
        value.isPublic = false
        #expect(value.encoded["auto_update"] == false)
        #expect(value.encoded["expires_at"] == nil)
        #expect(value.encoded["profiles"] == ["x"])
        #expect(value.encoded["properties"] == ["x": "y"])
        #expect(value.encoded["public"] == false)
        #expect(value.isModified)
    }

    @Test func `reads and writes image alias`() throws {
        var value = try example(
            ImageAlias.self, at: ResourceURL(["1.0", "images", "aliases", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "description": "description-2", "name":
            "name-3", "target": "target-4", "type": "virtual-machine"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.description == "description-2")
        #expect(value.name == "name-3")
        #expect(value.target == "target-4")
        #expect(value.type == "virtual-machine")

        value.description = "other"
        value.target = "other"
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["target"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads and writes image registry`() throws {
        var value = try example(
            ImageRegistry.self, at: ResourceURL(["1.0", "image-registries", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "builtin": true, "config": {"k": "3"},
            "description": "description-4", "name": "name-5", "protocol": "protocol-6", "public": true}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.isBuiltIn == true)
        #expect(value.config == ["k": "3"])
        #expect(value.description == "description-4")
        #expect(value.name == "name-5")
        #expect(value.protocol == "protocol-6")
        #expect(value.isPublic == true)

        value.config = ["x": "y"]
        value.description = "other"
        #expect(value.encoded["config"] == ["x": "y"])
        #expect(value.encoded["description"] == "other")
        #expect(value.isModified)
    }
}
