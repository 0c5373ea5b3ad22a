// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
public import ApusIO
public import ApusLXDAPI

extension InstanceResource {
    /// A backup by its name.
    public func backup(_ name: String) -> InstanceBackupResource {
        InstanceBackupResource(lxd: lxd, url: url.appending("backups", name))
    }
}

/// A backup of an instance by its address.
public struct InstanceBackupResource: Resource {
    public typealias Value = InstanceBackup

    public let lxd: LXD
    public let url: ResourceURL

    /// Gives it another name.
    ///
    /// - Throws: `LXDError`.
    @discardableResult
    public func rename(to name: String) async throws -> InstanceBackupResource {
        InstanceBackupResource(lxd: lxd, url: try await renamed(to: name))
    }

    /// The file, as a stream: what `importBackup` takes.
    ///
    /// - Parameter offset: how many bytes to leave out at the beginning; servers that do not
    ///   know ranges send all, and those bytes are read over here.
    /// - Throws: `LXDError` with `.notFound`.
    public func export(from offset: UInt64 = 0) async throws -> BodyReader {
        let url = url.appending("export")
        let headers: Headers = offset > 0 ? ["Range": "bytes=\(offset)-"] : [:]
        let answer = try await lxd.raw.get(url, headers: headers)
        guard offset > 0, answer.status.code != 206 else { return answer.body }
        return answer.body.dropping(offset)
    }
}

extension BodyReader {
    /// The same without its first bytes, which are read over.
    func dropping(_ count: UInt64) -> BodyReader {
        let rest = SkippedBytes(count)
        return BodyReader(lengthBytes: lengthBytes.map { $0 - min($0, count) }) {
            while let bytes = try await self.next() {
                if let left = rest.skip(bytes) { return .bytes(left) }
            }
            return nil
        }
    }
}

extension EntityCollection where Member == Instance {
    /// Makes an instance of a backup, on this or another server, and waits until it is there.
    ///
    /// - Parameters:
    ///   - backup: what an export gave.
    ///   - name: nil for the name it had.
    ///   - pool: nil for the pool it was in.
    /// - Throws: `LXDError` with `.conflict` when there is an instance of that name, or what the
    ///   backup throws; then nothing is made.
    public func importBackup(
        _ backup: BodyReader, name: String? = nil, pool: String? = nil,
        devices: [String: [String: String]] = [:]
    ) async throws -> Instance {
        var headers: Headers = ["Content-Type": "application/octet-stream"]
        headers[lxd: "name"] = name
        headers[lxd: "pool"] = pool
        if !devices.isEmpty {
            try await lxd.require("import_instance_devices", for: "Other devices")
            headers[lxd: "devices"] = devices.headerText
        }
        let response = try await lxd.send(.post, url, headers: headers, body: backup)
        let answer = try await lxd.answer(to: response, at: url)
        guard let operation = answer.operation else {
            throw LXDError(.badAnswer, "The answer is no operation", url: url)
        }
        let ended = try await RunningOperation(operation, of: lxd).wait()
        // Servers before 5.1 do not say what was made; the backup knew.
        let made = ended.resources["instances"]?.first?.segments.last
        guard let made = name ?? made else {
            throw LXDError(.badAnswer, "The answer does not say which instance", url: url)
        }
        return try await lxd.get(at: reference(made).url)
    }
}

extension [String: [String: String]] {
    /// As LXD reads devices in a header field: a query with a device in each value.
    fileprivate var headerText: String {
        sorted { $0.key < $1.key }.map { name, device in
            let inner = device.sorted { $0.key < $1.key }.map { key, value in
                "\(key)=\(PercentEncoding.encode(value, keeping: ""))"
            }.joined(separator: "&")
            return "\(PercentEncoding.encode(name, keeping: ""))="
                + PercentEncoding.encode(inner, keeping: "")
        }.joined(separator: "&")
    }
}
