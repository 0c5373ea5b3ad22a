// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import ApusDigest

extension DS3 {
    /// The checksum of a blob, fed piece by piece, finished once.
    public struct RunningChecksum: ~Copyable, Sendable {
        /// Which one.
        public let type: ChecksumType
        private let algorithm: Digest.Algorithm?
        private var digest: Digest
        private var crc: UInt32 = 0

        /// A checksum of nothing yet; nil for a type that is none of the contract's five.
        public init?(_ type: ChecksumType) {
            switch type {
            case .crc32, .crc32c: algorithm = nil
            case .md5: algorithm = .md5
            case .sha256: algorithm = .sha256
            case .sha512: algorithm = .sha512
            default: return nil
            }
            self.type = type
            digest = Digest(algorithm ?? .md5)
        }

        /// Adds bytes.
        public mutating func update(_ bytes: Bytes) {
            if algorithm != nil {
                digest.update(bytes)
            } else if type == .crc32 {
                crc = CRC32.of(bytes, continuing: crc)
            } else {
                crc = CRC32C.of(bytes, continuing: crc)
            }
        }

        /// The checksum in base64, as headers have it; a CRC as four bytes, the highest first.
        public consuming func finish() -> String {
            guard algorithm == nil else {
                return Base64.encode(digest.finish(), isPadded: true)
            }
            let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: crc >> $0) }
            return Base64.encode(bytes, isPadded: true)
        }
    }
}

extension DS3.ChecksumType {
    /// Those of the contract.
    public static let all: [Self] = [.crc32, .crc32c, .md5, .sha256, .sha512]

    /// The header that tells a checksum of this type, with the bytes of a blob; nil for a type that
    /// is none of the contract's.
    public var header: String? {
        switch self {
        case .crc32: "Content-CRC32"
        case .crc32c: "Content-CRC32C"
        case .md5: "Content-MD5"
        case .sha256: "Content-SHA256"
        case .sha512: "Content-SHA512"
        default: nil
        }
    }

    /// The checksum of bytes in base64; nil for a type that is none of the contract's.
    public func checksum(of bytes: Bytes) -> String? {
        guard var running = DS3.RunningChecksum(self) else { return nil }
        running.update(bytes)
        return running.finish()
    }
}
