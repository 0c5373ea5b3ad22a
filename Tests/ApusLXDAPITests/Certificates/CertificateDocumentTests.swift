// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct CertificateDocumentTests {
    @Test func `reads and writes certificate`() throws {
        var value = try example(
            Certificate.self, at: ResourceURL(["1.0", "certificates", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "certificate": "certificate-2",
            "fingerprint": "fingerprint-3", "name": "name-4", "projects": ["projects-5"], "restricted":
            true, "type": "type-7"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.certificate == "certificate-2")
        #expect(value.fingerprint == "fingerprint-3")
        #expect(value.name == "name-4")
        #expect(value.projectNames == ["projects-5"])
        #expect(value.isRestricted == true)
        #expect(value.type == "type-7")

        value.certificate = "other"
        value.name = "other"
        value.projectNames = ["x"]
        value.isRestricted = false
        value.type = "other"
        #expect(value.encoded["certificate"] == "other")
        #expect(value.encoded["name"] == "other")
        #expect(value.encoded["projects"] == ["x"])
        #expect(value.encoded["restricted"] == false)
        #expect(value.encoded["type"] == "other")
        #expect(value.isModified)
    }
}
