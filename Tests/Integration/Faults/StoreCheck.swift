// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusDigest
import ApusFaultEngines
import ApusIO
import ApusModel
import ApusStorage

/// Opens a store and compares everything in it with what a hammer has said and with itself.
final class StoreCheck {
    let engine: Engine
    /// The digests of bodies, by `seed:size`: the same ones are looked at again and again.
    private var digests: [String: String] = [:]

    init(_ engine: Engine) {
        self.engine = engine
    }

    /// What a walk has found.
    private struct Findings {
        var states: [String: String] = [:]
        var problems: [String] = []
        var objectCount = 0

        mutating func require(_ holds: Bool, _ problem: @autoclosure () -> String) {
            if !holds { problems.append(problem()) }
        }
    }

    /// Opens, compares, and closes in order.
    ///
    /// - Parameter countsFiles: whether every file of a body must have a row.
    /// - Returns: a sentence for each thing that is not as it must be.
    func problems(
        in directory: String, _ ledger: inout HammerLedger, countsFiles: Bool = true
    ) async -> [String] {
        let backend: any Backend
        do {
            backend = try await engine.open(directory)
        } catch {
            return ["it does not open: \(error)"]
        }
        var findings = Findings()
        do {
            try await walk(backend, &findings)
        } catch {
            findings.problems.append("it cannot be read: \(error)")
        }
        findings.problems += ledger.settle(findings.states)
        await backend.shutdown()
        if countsFiles, let bodies = engine.bodies {
            let count = Self.countFiles(below: "\(directory)/\(bodies)")
            let objects = findings.objectCount
            findings.require(
                count == objects, "\(count) files of bodies for \(objects) objects")
        }
        return findings.problems
    }

    private func walk(_ backend: any Backend, _ findings: inout Findings) async throws {
        let name = try AccountName("AUTH_crash")
        let account = backend.account(name)
        let entries: [AccountPage.Entry]
        do {
            entries = try await account.list(ListingQuery()).entries
        } catch {
            guard error.reason == .notFound else { throw error }
            return
        }
        findings.states["\t"] = "+"
        var sum = Totals()
        for entry in entries {
            guard case .container(let listed) = entry else { continue }
            let address = ContainerAddress(name, try ContainerName(listed.name))
            sum = sum + (try await walk(backend.container(address), listed, &findings))
        }
        if let backend = backend as? any Auditable {
            try await readVersions(of: backend, &findings)
        }
        let stat = try await account.stat(.current)
        findings.require(stat.totals == sum, "the account counts \(stat.totals), it has \(sum)")
        findings.require(
            stat.containerCount == UInt64(entries.count), "the account counts its containers wrong")
    }

    /// Checks a container by itself and collects the states of its objects.
    private func walk(
        _ container: any ContainerBroker, _ listed: ContainerListing, _ findings: inout Findings
    ) async throws -> Totals {
        let stat = try await container.stat(.current)
        let note = stat.metadata["x-container-meta-note"] ?? ""
        findings.states["\(listed.name)\t"] = "+\(note)"
        var sum = Totals()
        for entry in try await container.list(ListingQuery()).entries {
            guard case .object(let object) = entry else { continue }
            let name = "\(listed.name)\t\(object.name)"
            let key = ObjectKey(try ObjectName(object.name))
            let etag = try await read(container, key, as: name, &findings)
            findings.require(etag == object.etag, "\(name) has the bytes of another etag")
            sum = sum + Totals(objectCount: 1, bytesUsed: object.sizeBytes)
        }
        findings.require(stat.totals == sum, "\(listed.name) counts \(stat.totals), has \(sum)")
        findings.require(listed.totals == sum, "the account counts \(listed.name) wrong")
        return sum
    }

    /// Opens an object; one on a slow medium comes when it has been asked for.
    private func open(
        _ container: any ContainerBroker, _ key: ObjectKey
    ) async throws -> any ObjectFile {
        while true {
            do {
                return try await container.open(key)
            } catch {
                guard error.reason == .busy else { throw error }
                await Task.yield()
            }
        }
    }

    /// Reads an object and notes its state.
    ///
    /// - Returns: the MD5 of its bytes.
    private func read(
        _ container: any ContainerBroker, _ key: ObjectKey, as name: String,
        _ findings: inout Findings
    ) async throws -> String {
        let file = try await open(container, key)
        var digest = Digest(.md5)
        var position: UInt64 = 0
        while position < file.row.sizeBytes {
            for piece in try await file.read(position..<file.row.sizeBytes) {
                switch piece {
                case .bytes(let bytes): digest.update(bytes)
                case .region(let region):
                    digest.update(try await region.file.read(region.range))
                }
                position += piece.count
            }
        }
        let state = file.row.system["state"] ?? ""
        let note = file.row.metadata["x-object-meta-note"] ?? ""
        findings.states[name] = "\(state):\(note)"
        let found = Hexadecimal.encode(digest.finish())
        findings.require(found == etag(state), "\(name) has other bytes than \(state)")
        findings.objectCount += 1
        return found
    }

    /// Older versions are in no listing.
    private func readVersions(
        of backend: any Auditable, _ findings: inout Findings
    ) async throws {
        var position: AuditPosition?
        repeat {
            let page = try await backend.objects(.all, after: position, limit: 100)
            for location in page.elements {
                guard case .versions(let number) = location.key.space else { continue }
                let name =
                    "\(location.container.container)\t\(location.key.name)@\(number.ticks)"
                _ = try await read(
                    backend.container(location.container), location.key, as: name, &findings)
            }
            position = page.next
        } while position != nil
    }

    /// The etag of the body that a state stands for.
    private func etag(_ state: String) -> String? {
        if let known = digests[state] { return known }
        let parts = state.split(separator: ":")
        guard parts.count == 2, let seed = UInt64(parts[0]), let size = Int(parts[1]) else {
            return nil
        }
        let etag = Hexadecimal.encode(Digest.of(Words.body(seed: seed, sizeBytes: size), .md5))
        digests[state] = etag
        return etag
    }

    private static func countFiles(below directory: String) -> Int {
        guard let reader = try? DirectoryReader(directory) else { return 0 }
        var count = 0
        while let name = try? reader.next() {
            let child = "\(directory)/\(name.text)"
            let kind = (try? FileCalls.status(child, followsLinks: false))?.kind
            count += kind == .directory ? countFiles(below: child) : 1
        }
        return count
    }
}
