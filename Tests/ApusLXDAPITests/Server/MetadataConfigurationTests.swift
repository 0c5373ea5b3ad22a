// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct MetadataConfigurationTests {
    @Test func `reads what can be configured and allowed`() throws {
        let value = try #require(
            MetadataConfiguration(
                json: document(
                    #"""
                    {"configs": {"instance": {"boot": {"keys": [
                    {"boot.autostart": {"shortdesc": "a", "longdesc": "b", "type": "bool",
                    "defaultdesc": "c", "condition": "d", "managed": "e", "required": "f",
                    "scope": "global", "some_new_key": 1}}, {"boot.priority": {"type": "integer"}}]}}},
                    "entities": {"instance": {"project_specific": true,
                    "entitlements": [{"name": "can_exec", "description": "g"}]}}}
                    """#)))
        let keys = try #require(value.configs["instance"]?["boot"]?.keys)
        #expect(keys.map(\.name) == ["boot.autostart", "boot.priority"])
        let key = keys[0].key
        #expect(key.shortDescription == "a")
        #expect(key.longDescription == "b")
        #expect(key.type == "bool")
        #expect(key.defaultDescription == "c")
        #expect(key.condition == "d")
        #expect(key.managed == "e")
        #expect(key.required == "f")
        #expect(key.scope == "global")
        #expect(key["some_new_key"] == 1)
        let instance = try #require(value.entities["instance"])
        #expect(instance.isProjectSpecific == true)
        #expect(instance.entitlements.first?.name == "can_exec")
        #expect(instance.entitlements.first?.description == "g")
    }
}
