// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

package import ApusBytes
import ApusDigest

/// A checksum of a body, as clients send and ask for it.
///
/// The words are those of Spectra S3, and stand in rows.
package enum BodyChecksum: String, Hashable, Sendable, CaseIterable {
    case crc32 = "CRC_32"
    case crc32c = "CRC_32C"
    case md5 = "MD5"
    case sha256 = "SHA_256"
    case sha512 = "SHA_512"

    /// The checksum of bytes; of a CRC, four bytes, the highest first.
    package func of(_ bytes: Bytes) -> [UInt8] {
        var running = Running(self)
        running.update(bytes)
        return running.finish()
    }

    /// One that is fed piece by piece.
    package struct Running: ~Copyable {
        private let type: BodyChecksum
        private var crc: UInt32 = 0
        private var digest: Digest?

        package init(_ type: BodyChecksum) {
            self.type = type
            digest =
                switch type {
                case .crc32, .crc32c: nil
                case .md5: Digest(.md5)
                case .sha256: Digest(.sha256)
                case .sha512: Digest(.sha512)
                }
        }

        package mutating func update(_ bytes: Bytes) {
            switch type {
            case .crc32: crc = CRC32.of(bytes, continuing: crc)
            case .crc32c: crc = CRC32C.of(bytes, continuing: crc)
            case .md5, .sha256, .sha512: digest?.update(bytes)
            }
        }

        package consuming func finish() -> [UInt8] {
            if let digest = digest.take() { return digest.finish() }
            let value = crc
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
        }
    }
}

/// What is computed of a body beside its MD5, and what it has to be.
package struct BodyClaims: Hashable, Sendable {
    /// What the client says that the checksums are.
    package var expected: [BodyChecksum: [UInt8]]
    /// What is kept with the object; nil for nothing.
    package var recorded: BodyChecksum?

    package init(expected: [BodyChecksum: [UInt8]] = [:], recorded: BodyChecksum? = nil) {
        self.expected = expected
        self.recorded = recorded
    }

    /// What has to be computed although it is no MD5.
    var computed: [BodyChecksum] {
        Set(expected.keys).union([recorded].compactMap { $0 }).subtracting([.md5])
            .sorted { $0.rawValue < $1.rawValue }
    }

    /// Compares with what came.
    ///
    /// - Returns: the checksum that is kept.
    /// - Throws: `StoreError.digestMismatch`.
    func check(_ outcome: BodyIntake.Outcome) throws -> [UInt8]? {
        var found = outcome.checksums
        found[.md5] = Hexadecimal.decode(outcome.etag)
        for (type, value) in expected where found[type] != value {
            throw StoreError.digestMismatch
        }
        return recorded.flatMap { found[$0] }
    }
}
