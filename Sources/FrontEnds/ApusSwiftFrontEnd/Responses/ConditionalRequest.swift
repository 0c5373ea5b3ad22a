// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusModel
import ApusObjectStore
import ApusStorage

/// The conditions under which a client wants an object at all.
///
/// Source: RFC 9110, 13; the order is that of OpenStack Swift's `swob`, which looks at
/// `If-None-Match` first.
struct ConditionalRequest {
    private let noneMatch: EntityTagCondition?
    private let match: EntityTagCondition?
    private let modifiedSince: Int64?
    private let unmodifiedSince: Int64?

    /// - Parameter ignoresNoneMatchAny: for copies, where `If-None-Match: *` speaks of the
    ///   destination.
    init(_ headers: Headers, ignoresNoneMatchAny: Bool = false) {
        let noneMatch = EntityTagCondition(headers, "If-None-Match")
        self.noneMatch = ignoresNoneMatchAny && noneMatch?.matchesAny == true ? nil : noneMatch
        match = EntityTagCondition(headers, "If-Match")
        modifiedSince = headers["If-Modified-Since"].flatMap(HTTPDate.secondsSince1970)
        unmodifiedSince = headers["If-Unmodified-Since"].flatMap(HTTPDate.secondsSince1970)
    }

    /// The whole answer when the object is not wanted, nil when it is.
    ///
    /// - Parameter headers: the fields that a GET of the object would answer.
    func answer(for info: ObjectInfo, _ headers: Headers) -> Response? {
        guard let status = status(for: info) else { return nil }
        var headers = headers
        if status.code == 412 {
            // An error page, though an empty one.
            headers["Content-Type"] = ErrorPage.contentType
            headers.remove("Accept-Ranges")
        }
        return Response(status, headers: headers)
    }

    /// 304 or 412 when the object is not wanted, nil when it is.
    func status(for info: ObjectInfo) -> Status? {
        let tag = EntityTag(info.etag)
        let modified = Int64(info.row.modifiedAt.secondsRoundedUp)
        if let noneMatch, noneMatch.matchesAny || noneMatch.matchesWeakly(tag) {
            return Status(304)
        }
        if let match, !match.matchesAny, !match.matchesStrongly(tag) { return Status(412) }
        if let modifiedSince, modified <= modifiedSince { return Status(304) }
        if let unmodifiedSince, modified > unmodifiedSince { return Status(412) }
        return nil
    }
}
