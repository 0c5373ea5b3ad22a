// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP

/// A line of what `stat` tells.
public struct StatItem: Hashable, Sendable {
    public let label: String
    public let value: String

    /// Makes a line of a label and its value.
    public init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

extension StatResult {
    /// What the header fields say, label by label, in the order of python-swiftclient: what is
    /// known first, then user metadata, then every other field. An object's empty values are
    /// left out.
    ///
    /// - Parameters:
    ///   - human: sizes for people (`ByteCountFormat`).
    ///   - showsCredentials: also where the request went and its token.
    public func items(human: Bool = false, showsCredentials: Bool = false) -> [StatItem] {
        guard let reply else { return [] }
        let writer = StatWriter(
            headers: reply.headers, human: human, account: account ?? "",
            credentials: showsCredentials ? credentials : nil)
        guard let container else { return writer.accountItems() }
        guard let object else { return writer.containerItems(container) }
        return writer.objectItems(container, object).filter { !$0.value.isEmpty }
    }

    private var account: String? {
        let parts = reply?.url.path.split(separator: "/") ?? []
        if let url = credentials?.storageURL { return url.lastPart }
        return parts.count > 1 ? String(parts[1]) : nil
    }
}

private struct StatWriter {
    private static let policyPrefix = "x-account-storage-policy-"
    private static let policyQuotaPrefix = "x-account-quota-bytes-policy-"

    let headers: Headers
    let human: Bool
    let account: String
    let credentials: Credentials?

    private func count(_ text: String?) -> String {
        guard let text else { return "0" }
        guard let number = UInt64(text) else { return text }
        return String(ByteCountFormat.text(number, human: human).drop { $0 == " " })
    }

    private func credentialItems(_ label: String, _ path: String) -> [StatItem] {
        guard let credentials else { return [] }
        return [
            StatItem(label, credentials.storageURL.description + path),
            StatItem("Auth Token", credentials.token),
        ]
    }

    func accountItems() -> [StatItem] {
        var items = credentialItems("StorageURL", "")
        items += [
            StatItem("Account", account),
            StatItem("Containers", headers["x-account-container-count"] ?? "0"),
            StatItem("Objects", count(headers["x-account-object-count"])),
            StatItem("Bytes", count(headers["x-account-bytes-used"])),
        ]
        if let quota = headers["x-account-meta-quota-bytes"], !quota.isEmpty {
            items.append(StatItem("Quota Bytes", count(quota)))
        }
        var hidden: Set<String> = [
            "x-account-container-count", "x-account-object-count", "x-account-bytes-used",
            "x-account-meta-quota-bytes",
        ]
        var policies: [String] = []
        for field in headers {
            let name = field.name.lowercased()
            if name.hasPrefix(Self.policyQuotaPrefix) { hidden.insert(name) }
            guard name.hasPrefix(Self.policyPrefix) else { continue }
            hidden.insert(name)
            for ending in ["-container-count", "-object-count", "-bytes-used"]
            where name.hasSuffix(ending) {
                let policy = String(
                    name.dropFirst(Self.policyPrefix.count).dropLast(ending.count))
                if !policies.contains(policy) { policies.append(policy) }
            }
        }
        for policy in policies { items += policyItems(policy) }
        return items + others("x-account-meta-", hidden: hidden)
    }

    private func policyItems(_ policy: String) -> [StatItem] {
        var items: [StatItem] = []
        if let containers = headers["\(Self.policyPrefix)\(policy)-container-count"] {
            items.append(StatItem("Containers in policy \"\(policy)\"", count(containers)))
        }
        let objects = headers["\(Self.policyPrefix)\(policy)-object-count"]
        let bytes = headers["\(Self.policyPrefix)\(policy)-bytes-used"]
        items.append(StatItem("Objects in policy \"\(policy)\"", count(objects)))
        items.append(StatItem("Bytes in policy \"\(policy)\"", count(bytes)))
        if let quota = headers[Self.policyQuotaPrefix + policy], !quota.isEmpty {
            items.append(StatItem("Quota Bytes for policy \"\(policy)\"", count(quota)))
        }
        return items
    }

    func containerItems(_ container: String) -> [StatItem] {
        let items =
            credentialItems("URL", "/" + container) + [
                StatItem("Account", account),
                StatItem("Container", container),
                StatItem("Objects", count(headers["x-container-object-count"])),
                StatItem("Bytes", count(headers["x-container-bytes-used"])),
                StatItem("Read ACL", headers["x-container-read"] ?? ""),
                StatItem("Write ACL", headers["x-container-write"] ?? ""),
                StatItem("Sync To", headers["x-container-sync-to"] ?? ""),
                StatItem("Sync Key", headers["x-container-sync-key"] ?? ""),
            ]
        let hidden: Set<String> = [
            "x-container-object-count", "x-container-bytes-used", "x-container-read",
            "x-container-write", "x-container-sync-to", "x-container-sync-key",
        ]
        return items + others("x-container-meta-", hidden: hidden)
    }

    func objectItems(_ container: String, _ object: String) -> [StatItem] {
        let items =
            credentialItems("URL", "/\(container)/\(object)") + [
                StatItem("Account", account),
                StatItem("Container", container),
                StatItem("Object", object),
                StatItem("Content Type", headers["content-type"] ?? ""),
                StatItem("Content Length", count(headers["content-length"])),
                StatItem("Last Modified", headers["last-modified"] ?? ""),
                StatItem("ETag", headers["etag"] ?? ""),
                StatItem("Manifest", manifest),
            ]
        let hidden: Set<String> = ["content-type", "last-modified", "etag", "x-object-manifest"]
        return items + others("x-object-meta-", hidden: hidden)
    }

    /// Where the segments are; the one field whose value servers percent-encode.
    private var manifest: String {
        let value = headers["x-object-manifest"] ?? ""
        return PercentEncoding.decode(value) ?? value
    }

    /// User metadata, then what is left, in the order of the response.
    private func others(_ metadataPrefix: String, hidden: Set<String>) -> [StatItem] {
        var metadata: [StatItem] = []
        var others: [StatItem] = []
        for field in headers {
            let name = field.name.lowercased()
            if hidden.contains(name) || name == "content-length" || name == "date" { continue }
            if name.hasPrefix(metadataPrefix) {
                let label = HeaderItems.titleCased(String(name.dropFirst(metadataPrefix.count)))
                metadata.append(StatItem("Meta \(label)", field.value))
            } else {
                others.append(StatItem(HeaderItems.titleCased(name), field.value))
            }
        }
        return metadata + others
    }
}
