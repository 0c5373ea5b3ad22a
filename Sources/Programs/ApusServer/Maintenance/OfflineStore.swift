// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import ApusObjectStore
package import ApusStorage

/// The back-ends of a configuration, open for a maintenance command while no server has them.
package final class OfflineStore: Sendable {
    /// A back-end with the name that the configuration gives it.
    package struct Named: Sendable {
        package let name: String
        package let backend: any Backend
        /// Where its data is; nil when it keeps none, or a server has it open.
        package let folder: String?

        package init(name: String, backend: any Backend, folder: String? = nil) {
            self.name = name
            self.backend = backend
            self.folder = folder
        }
    }

    /// The one that keeps the accounts' own metadata first.
    package let backends: [Named]
    /// The lock is held for as long as this lives.
    private let directory: DataDirectory

    /// Takes the data directory and opens what it has. Blocks.
    ///
    /// - Throws: `DataDirectoryError` when a server has it, or there is none; `ServerError`.
    package init(_ configuration: Configuration) async throws {
        let (directory, configuration, home) = try Self.claim(configuration)
        self.directory = directory
        let opened = try await BackendFactory.open(configuration, in: directory, home: home)
        backends = zip(opened.names, opened.policies.backends).map { name, backend in
            let settings = configuration.claims.first { $0.backend.name == name }?.backend
            let folder = settings?.path ?? directory.folder(ofBackend: name)
            return Named(
                name: name, backend: backend, folder: settings?.keepsData == true ? folder : nil)
        }
    }

    /// Closes the back-ends in good order.
    package func close() async {
        for entry in backends { await entry.backend.shutdown() }
    }

    /// Takes the lock of a data directory that is there, and settles which back-ends it has.
    static func claim(
        _ configuration: Configuration
    ) throws -> (DataDirectory, Configuration, home: String?) {
        guard let path = configuration.general.dataDirectory else {
            throw ServerError("the configuration has no data_dir")
        }
        guard (try? FileCalls.status("\(path)/layout.conf")) != nil else {
            throw ServerError("there is no data of apusd in \(path)")
        }
        let directory: DataDirectory
        do {
            directory = try DataDirectory(path)
        } catch {
            guard error.isInUse else { throw error }
            throw ServerError(
                "\(error); this needs the directory for itself: stop the server first")
        }
        let settled = try configuration.settled(in: path)
        let home = try directory.claim(settled.claims)
        return (directory, settled, home)
    }
}

extension Configuration {
    /// Which back-end keeps each storage policy.
    var claims: [(number: Int, backend: BackendSettings)] {
        policies.compactMap { policy in backend(of: policy).map { (policy.number, $0) } }
    }

    /// Fills in the back-ends that are not named with those that the data was made with, so that
    /// data is found again whatever the default has become.
    func settled(in path: String) throws(DataDirectoryError) -> Configuration {
        let places = try DataDirectory.recordedPlaces(in: path)
        var settled = self
        settled.addArchive(recordedIn: places)
        for (number, policy) in policies.enumerated()
        where policy.backend == nil && general.backend == nil && backends["default"] == nil {
            guard let place = places[policy.number] else { continue }
            if backends[place] != nil || registry[place] != nil {
                settled.policies[number].backend = place
            }
        }
        return settled
    }
}
