// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusObjectStore
import ApusSwiftFrontEnd
import Synchronization

/// A front-end whose settings a reload replaces: requests that come later go by the new ones, those
/// under way by those they came with.
final class ReplaceableFrontEnd: HTTPExchange {
    /// In a box, so that a request copies one reference and not all that a front-end has.
    private final class Box: Sendable {
        let frontEnd: SwiftFrontEnd

        init(_ frontEnd: SwiftFrontEnd) {
            self.frontEnd = frontEnd
        }
    }

    private let box: Mutex<Box>

    init(_ frontEnd: SwiftFrontEnd) {
        box = Mutex(Box(frontEnd))
    }

    func respond(to request: Request) async throws -> Response {
        try await box.withLock { $0 }.frontEnd.respond(to: request)
    }

    func adopt(_ settings: SwiftFrontEndSettings, _ constraints: Constraints) {
        box.withLock { $0 = Box($0.frontEnd.adopting(settings, constraints)) }
    }
}
