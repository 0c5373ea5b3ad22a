// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// When an object is to be gone, as a client says it.
public enum Expiry: Hashable, Sendable {
    /// At this second since 1970: `X-Delete-At`.
    case at(Int64)
    /// So many seconds from now: `X-Delete-After`.
    case after(Int64)

    /// The second since 1970.
    ///
    /// - Throws: `StoreError.expiryInPast`.
    func resolve(now: Timestamp) throws -> UInt64 {
        let latest: Int64 = 9_999_999_999
        let seconds: Int64
        let isRelative: Bool
        switch self {
        case .at(let moment): (seconds, isRelative) = (moment, false)
        case .after(let delay):
            let sum = Int64(now.seconds).addingReportingOverflow(delay)
            (seconds, isRelative) = (
                sum.overflow ? (delay < 0 ? 0 : latest) : sum.partialValue, true
            )
        }
        guard seconds > Int64(now.seconds) else {
            throw StoreError.expiryInPast(isRelative: isRelative)
        }
        return UInt64(min(seconds, latest))
    }
}

extension ObjectRow {
    /// Whether readers no longer see the object.
    func isExpired(at now: Timestamp) -> Bool {
        guard let expiresAt else { return false }
        return expiresAt <= now.seconds
    }
}
