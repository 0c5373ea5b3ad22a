// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusEncryptedBackend
import ApusFileBackend
import ApusIO
import ApusModel
import ApusObjectStore
import ApusStorage

extension StoragePolicies {
    /// The same policies with encryption around their back-ends.
    ///
    /// Also without keys: what was encrypted is refused then, and never taken for contents.
    func encrypted(with keys: Keyring) -> StoragePolicies {
        StoragePolicies(
            all, standard: standard.index, backends: backends.map { $0.encrypted(with: keys) })
    }
}

/// Opens the back-ends that a configuration names.
enum BackendFactory {
    /// Opens every back-end once and gives the policies their numbers in the list. Blocks.
    ///
    /// - Parameters:
    ///   - directory: nil when everything is in memory or has a path of its own.
    ///   - home: the back-end that keeps the accounts' own metadata; nil for the first that keeps
    ///     anything.
    /// - Returns: the policies, and the names of the back-ends in their order.
    /// - Throws: `ServerError`, or what a back-end cannot be opened for.
    static func open(
        _ configuration: Configuration, in directory: DataDirectory?, home: String?
    ) async throws -> (policies: StoragePolicies, names: [String]) {
        var opened: [any Backend] = []
        var numbers: [String: Int] = [:]
        var policies: [StoragePolicy] = []
        // The store keeps accounts in the first back-end.
        let ordered = configuration.policies.sorted { left, right in
            let ranks = (
                rank(configuration.backend(of: left), home),
                rank(configuration.backend(of: right), home)
            )
            return ranks.0 == ranks.1 ? left.number < right.number : ranks.0 < ranks.1
        }
        for policy in ordered {
            guard let settings = configuration.backend(of: policy) else {
                throw ServerError(
                    BackendSettings.unknown(
                        policy.backend ?? configuration.general.backend ?? "",
                        configuration.registry))
            }
            if numbers[settings.name] == nil {
                numbers[settings.name] = opened.count
                do {
                    opened.append(try await open(settings, of: configuration, in: directory))
                } catch {
                    // Those before it would have to recover at their next start.
                    for backend in opened { await backend.shutdown() }
                    throw error
                }
            }
            policies.append(
                StoragePolicy(
                    index: PolicyIndex(UInt32(clamping: policy.number)), name: policy.name,
                    aliases: policy.aliases,
                    isDeprecated: policy.isDeprecated,
                    backendNumber: numbers[settings.name] ?? 0))
        }
        policies.sort { $0.index.number < $1.index.number }
        let standard = configuration.policies.first(where: \.isDefault)?.number ?? 0
        let store = StoragePolicies(
            policies, standard: PolicyIndex(UInt32(clamping: standard)), backends: opened)
        return (store, numbers.sorted { $0.value < $1.value }.map(\.key))
    }

    private static func rank(_ settings: BackendSettings?, _ home: String?) -> Int {
        guard let settings else { return 2 }
        if let home { return settings.name == home ? 0 : 1 }
        return settings.keepsData ? 0 : 1
    }

    /// Opens one back-end.
    static func open(
        _ settings: BackendSettings, of configuration: Configuration,
        in directory: DataDirectory?
    ) async throws -> any Backend {
        guard let group = configuration.registry[settings.engine] else {
            throw ServerError(BackendSettings.unknown(settings.engine, configuration.registry))
        }
        var place: String?
        if group.keepsData {
            place = settings.path ?? directory?.folder(ofBackend: settings.name)
            guard place != nil else {
                throw ServerError("the back-end \(settings.name) needs data_dir")
            }
        }
        var options = settings.options
        if let checks = configuration.general.checksMount, options["mount_check"] == nil,
            group.options.contains(where: { $0.name == "mount_check" })
        {
            options["mount_check"] = .boolean(checks)
        }
        for (name, bytes) in [
            ("disk_chunk_size", configuration.bodySteps.chunkBytes),
            ("bytes_per_sync", configuration.bodySteps.bytesPerSync),
        ] {
            guard let bytes, options[name] == nil,
                group.options.contains(where: { $0.name == name })
            else { continue }
            options[name] = .bytes(bytes)
        }
        let own = place
        let context = BackendContext(name: settings.name, directory: own, options: options) {
            // The directory it is in may be the group's own, and nothing has made that yet.
            if let place = own, $0.hasPrefix(place + "/") { try? FileCalls.makeDirectory(place) }
            return try await FileBackend.open($0)
        }
        do {
            return try await group.open(context)
        } catch {
            let reason = (error as? StorageError)?.detail ?? "\(error)"
            throw ServerError("the back-end \(settings.name) cannot be opened: \(reason)")
        }
    }
}
