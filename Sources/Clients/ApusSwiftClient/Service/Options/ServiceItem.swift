// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An object by name, with what is to be done otherwise than the call says.
///
/// Source: python-swiftclient, `SwiftPostObject`, `SwiftDeleteObject`, `SwiftCopyObject`.
public struct ServiceItem<Options: Sendable>: Sendable {
    /// The object's name.
    public let name: String
    /// What is different for this one; nil when nothing is.
    public let options: Options?

    /// An object with options of its own.
    public init(_ name: String, options: Options? = nil) {
        self.name = name
        self.options = options
    }
}
