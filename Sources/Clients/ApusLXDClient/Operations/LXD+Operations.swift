// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusLXDAPI

extension LXD {
    /// What the server does in the background, in this project; the order is that of the
    /// identifiers. A server forgets an operation some seconds after its end.
    public var operations: EntityCollection<Operation> { collection(url.operations) }

    /// An operation that was begun by whomever: to wait for, follow or cancel.
    ///
    /// - Throws: `LXDError` with `.notFound` when the server does not know it, any more or at all.
    public func operation(_ id: String) async throws -> RunningOperation {
        RunningOperation(try await get(at: url.operations[id]), of: self)
    }

    /// An operation that a list or an event told of.
    public func operation(_ operation: Operation) -> RunningOperation {
        RunningOperation(operation, of: self)
    }
}
