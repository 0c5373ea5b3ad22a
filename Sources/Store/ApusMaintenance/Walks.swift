// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import ApusStorage

/// Whole walks over an engine, page by page.
extension Auditable {
    private static var pageLimit: Int { 256 }

    /// Visits every index.
    func forEachIndex(_ visit: (IndexAddress) async throws -> Void) async throws {
        var position: AuditPosition?
        repeat {
            let page = try await indexes(after: position, limit: Self.pageLimit)
            for index in page.elements {
                try Task.checkCancellation()
                try await visit(index)
            }
            position = page.next
        } while position != nil
    }

    /// Visits every object, older versions and parts too.
    func forEachObject(_ visit: (ObjectLocation) async throws -> Void) async throws {
        var position: AuditPosition?
        repeat {
            let page = try await objects(.all, after: position, limit: Self.pageLimit)
            for location in page.elements {
                try Task.checkCancellation()
                try await visit(location)
            }
            position = page.next
        } while position != nil
    }
}
