// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Synchronization

/// A part of a file that is handed out once.
final class OneRegion: Sendable {
    private let region: Mutex<FileRegion?>

    init(_ region: FileRegion) {
        self.region = Mutex(region.range.isEmpty ? nil : region)
    }

    func take() -> FileRegion? {
        region.withLock { region in
            defer { region = nil }
            return region
        }
    }
}

/// Counts the bytes of one transfer.
final class ByteCount: Sendable {
    private let count = Atomic<UInt64>(0)

    /// - Returns: how many there are now.
    func add(_ bytes: Int) -> UInt64 {
        count.wrappingAdd(UInt64(bytes), ordering: .relaxed).newValue
    }
}

extension BodyReader {
    /// A body that is found when it is first read.
    static func following(
        _ find: @escaping @Sendable () async throws -> BodyReader?
    ) -> BodyReader {
        let found = Mutex<BodyReader?>(nil)
        return BodyReader(lengthBytes: nil) {
            if let body = found.withLock({ $0 }) { return try await body.nextPiece() }
            guard let body = try await find() else { return nil }
            found.withLock { $0 = body }
            return try await body.nextPiece()
        }
    }
}
