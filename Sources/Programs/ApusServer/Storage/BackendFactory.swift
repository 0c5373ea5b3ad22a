// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusFileBackend
import ApusMemoryBackend
import ApusModel
import ApusObjectStore
import ApusPackedBackend
import ApusStorage

/// Opens the back-ends that a configuration names.
enum BackendFactory {
    /// Opens every back-end once and gives the policies their numbers in the list. Blocks.
    ///
    /// - Parameter directory: nil when everything is in memory or has a path of its own.
    /// - Throws: `ServerError`, or what a back-end cannot be opened for.
    static func policies(
        of configuration: Configuration, in directory: DataDirectory?
    ) async throws -> StoragePolicies {
        var opened: [any Backend] = []
        var numbers: [String: Int] = [:]
        var policies: [StoragePolicy] = []
        for policy in configuration.policies {
            guard let settings = configuration.backend(of: policy) else {
                throw ServerError(BackendSettings.unknown(policy.backend ?? ""))
            }
            if numbers[settings.name] == nil {
                numbers[settings.name] = opened.count
                do {
                    opened.append(try await open(settings, in: directory))
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
        let standard = configuration.policies.first(where: \.isDefault)?.number ?? 0
        return StoragePolicies(
            policies, standard: PolicyIndex(UInt32(clamping: standard)), backends: opened)
    }

    /// Opens one back-end.
    static func open(
        _ settings: BackendSettings, in directory: DataDirectory?
    ) async throws -> any Backend {
        guard settings.engine != .memory else { return MemoryBackend() }
        guard let path = settings.path ?? directory?.folder(ofBackend: settings.name) else {
            throw ServerError("the back-end \(settings.name) needs data_dir")
        }
        do throws(StorageError) {
            switch settings.engine {
            case .memory: return MemoryBackend()
            case .file:
                var options = FileBackend.Options()
                options.verifiesReads = settings.verifiesReads
                return try await FileBackend.open(path, options: options)
            case .packed:
                var options = PackedBackend.Options()
                options.verifiesReads = settings.verifiesReads
                return try await PackedBackend.open(path, options: options)
            }
        } catch {
            throw ServerError("the back-end \(settings.name) cannot be opened: \(error.detail)")
        }
    }
}
