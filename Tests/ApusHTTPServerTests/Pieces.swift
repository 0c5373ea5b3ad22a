// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusIO
import Synchronization

/// Something that has happened or not.
final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    /// Whether this call was the first.
    @discardableResult
    func setOnce() -> Bool { !value.exchange(true, ordering: .acquiringAndReleasing) }
}

/// A body of these pieces, which then ends, or fails.
func pieces(
    _ texts: [String], lengthBytes: UInt64? = nil, failure: (any Error)? = nil
) -> BodyReader {
    let rest = Mutex(texts[...])
    return BodyReader(lengthBytes: lengthBytes) {
        if let text = rest.withLock({ $0.popFirst() }) { return .bytes(Bytes(text)) }
        if let failure { throw failure }
        return nil
    }
}
