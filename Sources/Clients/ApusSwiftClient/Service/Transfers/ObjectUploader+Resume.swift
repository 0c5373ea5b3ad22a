// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP

extension ObjectUploader {
    /// The segments that an interrupted upload has left, by name; none unless it is to be resumed.
    ///
    /// Names of segments say when the file was changed, its size and theirs, so they are of the
    /// same file, or of one that pretends to be: which is why their MD5 is compared with the
    /// file's before they are used.
    func segmentsLeft(under prefix: String) async throws -> [String: ListedObject] {
        guard options.resumes else { return [:] }
        var left: [String: ListedObject] = [:]
        var listing = ListOptions()
        listing.prefix = prefix
        do {
            try await service.containerPages(of: segmentContainer, listing) { page in
                for case .object(let object) in page.entries { left[object.name] = object }
            }
        } catch let error as ServiceError
            where (error.cause as? ClientError)?.reason == .status(404)
        {
            // No container, no segments.
        }
        return left
    }
}
