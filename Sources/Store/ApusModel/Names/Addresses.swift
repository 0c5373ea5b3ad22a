// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An account's container.
public struct ContainerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The account it is in.
    public let account: AccountName
    /// Its name there.
    public let container: ContainerName

    /// Makes an address.
    public init(_ account: AccountName, _ container: ContainerName) {
        self.account = account
        self.container = container
    }

    public var description: String { "/\(account)/\(container)" }
}

/// A container's object.
public struct ObjectAddress: Hashable, Sendable, CustomStringConvertible {
    /// The container it is in.
    public let container: ContainerAddress
    /// Its name there.
    public let object: ObjectName

    /// Makes an address.
    public init(_ container: ContainerAddress, _ object: ObjectName) {
        self.container = container
        self.object = object
    }

    public var description: String { "\(container)/\(object)" }
}
