// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusLXDAPI
import Testing

@Suite struct AccessDocumentTests {
    @Test func `reads permission`() throws {
        let value = try #require(
            Permission(
                json: document(
                    #"""
                    {"entitlement": "entitlement-1", "entity_type": "entity_type-2", "url": "/1.0/projects/p3"}
                    """#)))
        #expect(value.entitlement == "entitlement-1")
        #expect(value.entityType == "entity_type-2")
        #expect(value.url?.encoded == "/1.0/projects/p3")
    }

    @Test func `reads permission info`() throws {
        let value = try #require(
            PermissionInfo(
                json: document(
                    #"""
                    {"entitlement": "entitlement-1", "entity_type": "entity_type-2", "groups": ["groups-3"],
                    "url": "/1.0/projects/p4"}
                    """#)))
        #expect(value.entitlement == "entitlement-1")
        #expect(value.entityType == "entity_type-2")
        #expect(value.groupNames == ["groups-3"])
        #expect(value.url?.encoded == "/1.0/projects/p4")
    }

    @Test func `reads and writes auth group`() throws {
        var value = try example(
            AuthGroup.self, at: ResourceURL(["1.0", "auth", "groups", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "description": "description-2",
            "identities": {"tls": ["3"]}, "identity_provider_groups": ["identity_provider_groups-4"],
            "name": "name-5", "permissions": [{"entitlement": "entitlement-7", "entity_type":
            "entity_type-8", "url": "/1.0/projects/p9"}]}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.description == "description-2")
        #expect(value.identityKeys == ["tls": ["3"]])
        #expect(value.identityProviderGroupNames == ["identity_provider_groups-4"])
        #expect(value.name == "name-5")
        #expect(value.permissions.first?.entitlement == "entitlement-7")
        #expect(value.permissions.first?.entityType == "entity_type-8")
        #expect(value.permissions.first?.url?.encoded == "/1.0/projects/p9")

        value.description = "other"
        value.permissions = []
        #expect(value.encoded["description"] == "other")
        #expect(value.encoded["permissions"] == [])
        #expect(value.isModified)
    }

    @Test func `reads and writes identity`() throws {
        var value = try example(
            Identity.self, at: ResourceURL(["1.0", "auth", "identities", "a", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "authentication_method": "tls",
            "expires_at": "2026-01-04T10:00:00Z", "groups": ["groups-4"], "id": "id-5", "name":
            "name-6", "tls_certificate": "tls_certificate-7", "type": "type-8"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.authenticationMethod == "tls")
        #expect(value.expiresAt?.description == "2026-01-04T10:00:00Z")
        #expect(value.groupNames == ["groups-4"])
        #expect(value.id == "id-5")
        #expect(value.name == "name-6")
        #expect(value.tlsCertificate == "tls_certificate-7")
        #expect(value.type == "type-8")

        value.groupNames = ["x"]
        value.tlsCertificate = "other"
        #expect(value.encoded["groups"] == ["x"])
        #expect(value.encoded["tls_certificate"] == "other")
        #expect(value.isModified)
    }

    @Test func `reads identity info`() throws {
        let value = try #require(
            IdentityInfo(
                json: document(
                    #"""
                    {"access_entitlements": ["access_entitlements-1"], "authentication_method": "tls",
                    "effective_groups": ["effective_groups-3"], "effective_permissions": [{"entitlement":
                    "entitlement-5", "entity_type": "entity_type-6", "url": "/1.0/projects/p7"}], "expires_at":
                    "2026-01-09T10:00:00Z", "fine_grained": true, "groups": ["groups-10"], "id": "id-11",
                    "name": "name-12", "tls_certificate": "tls_certificate-13", "type": "type-14"}
                    """#)))
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.authenticationMethod == "tls")
        #expect(value.effectiveGroupNames == ["effective_groups-3"])
        #expect(value.effectivePermissions.first?.entitlement == "entitlement-5")
        #expect(value.effectivePermissions.first?.entityType == "entity_type-6")
        #expect(value.effectivePermissions.first?.url?.encoded == "/1.0/projects/p7")
        #expect(value.expiresAt?.description == "2026-01-09T10:00:00Z")
        #expect(value.isFineGrained == true)
        #expect(value.groupNames == ["groups-10"])
        #expect(value.id == "id-11")
        #expect(value.name == "name-12")
        #expect(value.tlsCertificate == "tls_certificate-13")
        #expect(value.type == "type-14")
    }

    @Test func `reads and writes identity provider group`() throws {
        var value = try example(
            IdentityProviderGroup.self,
            at: ResourceURL(["1.0", "auth", "identity-provider-groups", "a"]),
            #"""
            {"access_entitlements": ["access_entitlements-1"], "groups": ["groups-2"], "name": "name-3"}
            """#)
        #expect(value.accessEntitlements == ["access_entitlements-1"])
        #expect(value.groupNames == ["groups-2"])
        #expect(value.name == "name-3")

        value.groupNames = ["x"]
        #expect(value.encoded["groups"] == ["x"])
        #expect(value.isModified)
    }

    @Test func `reads and writes OIDC session`() throws {
        let value = try example(
            OIDCSession.self, at: ResourceURL(["1.0", "auth", "oidc-sessions", "a"]),
            #"""
            {"created_at": "2026-01-02T10:00:00Z", "email": "email-2", "expires_at":
            "2026-01-04T10:00:00Z", "ip": "ip-4", "user_agent": "user_agent-5", "username":
            "username-6", "uuid": "uuid-7"}
            """#)
        #expect(value.createdAt?.description == "2026-01-02T10:00:00Z")
        #expect(value.email == "email-2")
        #expect(value.expiresAt?.description == "2026-01-04T10:00:00Z")
        #expect(value.address == "ip-4")
        #expect(value.userAgent == "user_agent-5")
        #expect(value.username == "username-6")
        #expect(value.uuid == "uuid-7")
    }

    @Test func `reads identity bearer token`() throws {
        let value = try #require(
            IdentityBearerToken(
                json: document(
                    #"""
                    {"token": "token-1"}
                    """#)))
        #expect(value.token == "token-1")
    }
}
