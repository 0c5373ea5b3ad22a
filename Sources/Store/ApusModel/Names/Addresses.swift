// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// An account's container.
public struct ContainerAddress: Hashable, Sendable, CustomStringConvertible {
    public let account: AccountName
    public let container: ContainerName

    public init(_ account: AccountName, _ container: ContainerName) {
        self.account = account
        self.container = container
    }

    public var description: String { "/\(account)/\(container)" }
}

/// A container's object.
public struct ObjectAddress: Hashable, Sendable, CustomStringConvertible {
    public let container: ContainerAddress
    public let object: ObjectName

    public init(_ container: ContainerAddress, _ object: ObjectName) {
        self.container = container
        self.object = object
    }

    public var description: String { "\(container)/\(object)" }
}
