// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// Who asks, and the secret that proves it.
public struct Credentials: Hashable, Sendable {
    public let accessKey: String
    /// Signs requests; never sent, never printed.
    public let secretKey: String

    /// - Parameters:
    ///   - accessKey: goes over the wire with every request.
    ///   - secretKey: stays here.
    public init(accessKey: String, secretKey: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "credentials of \(accessKey)" }
    public var debugDescription: String { description }
    /// Without the secret key, which dumps would show.
    public var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
