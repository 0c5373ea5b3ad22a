// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API

// What handlers refuse with.
extension DS3Error {
    static func badRequest(_ message: String) -> DS3Error {
        DS3Error(.badRequest, message, status: 400)
    }

    static func denied(_ message: String = "You may not do this.") -> DS3Error {
        DS3Error(.accessDenied, message, status: 403)
    }

    static func notFound(_ message: String) -> DS3Error {
        DS3Error(.notFound, message, status: 404)
    }

    static func conflict(_ message: String) -> DS3Error {
        DS3Error(.conflict, message, status: 409)
    }

    /// What has to wait.
    static func unavailable(_ message: String, retryAfterSeconds: Int = 1) -> DS3Error {
        DS3Error(
            .serviceUnavailable, message, status: 503, retryAfterSeconds: retryAfterSeconds)
    }
}
