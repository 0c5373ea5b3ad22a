// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How much has been moved, for whoever draws a bar. Counted while it happens, so a transfer
/// that fails and is repeated counts twice.
public final class TransferProgress: Sendable {
    private let bytes = Atomic<UInt64>(0)
    private let items = Atomic<UInt64>(0)
    private let expectedBytes = Atomic<UInt64>(0)
    private let expectedItems = Atomic<UInt64>(0)

    /// Bytes sent or received.
    public var bytesDone: UInt64 { bytes.load(ordering: .relaxed) }
    /// Objects finished.
    public var itemsDone: UInt64 { items.load(ordering: .relaxed) }
    /// Bytes known to be wanted; 0 while unknown.
    public var bytesExpected: UInt64 { expectedBytes.load(ordering: .relaxed) }
    /// Objects known to be wanted; 0 while unknown.
    public var itemsExpected: UInt64 { expectedItems.load(ordering: .relaxed) }

    /// Adds to what is wanted.
    public func expect(bytes: UInt64, items: UInt64 = 1) {
        expectedBytes.add(bytes, ordering: .relaxed)
        expectedItems.add(items, ordering: .relaxed)
    }

    func move(_ count: Int) {
        bytes.add(UInt64(count), ordering: .relaxed)
    }

    func finishItem() {
        items.add(1, ordering: .relaxed)
    }
}
