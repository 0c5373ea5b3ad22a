// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusEncryptedBackend
import ApusFileBackend
import ApusMemoryBackend
import ApusPackedBackend
import ApusStorage
import ApusTestSupport

/// The engines that encryption is tried around.
enum Engine: String, CaseIterable, Sendable, CustomStringConvertible {
    case memory
    case file
    case packed

    var description: String { rawValue }

    /// What keeps its data in a directory.
    static let durable: [Engine] = [.file, .packed]

    /// Opens one; what it has left in the directory is there again.
    func open(_ directory: String) async throws -> any Backend {
        switch self {
        case .memory: MemoryBackend()
        case .file: try await FileBackend.open(directory)
        case .packed: try await PackedBackend.open(directory)
        }
    }
}

extension Keyring {
    /// A keyring with secrets of one byte, many times.
    static func of(
        _ secrets: [(id: String?, byte: UInt8)], active: String? = nil, encrypts: Bool = true
    ) throws -> Keyring {
        try Keyring(
            try secrets.map { try .sample($0.id, $0.byte) }, active: active, encrypts: encrypts)
    }
}

extension RootSecret {
    static func sample(_ id: String? = nil, _ byte: UInt8 = 1) throws -> RootSecret {
        guard let secret = RootSecret(id: id, Bytes([UInt8](repeating: byte, count: 32))) else {
            throw StorageError(.unavailable, "too short")
        }
        return secret
    }
}
