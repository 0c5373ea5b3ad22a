// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

/// The name of a body, never used twice in a store: the number of the start of the process that
/// made it, and a count.
package struct BodyID: Hashable, Sendable, CustomStringConvertible {
    package let epoch: UInt32
    package let number: UInt64

    package init(epoch: UInt32, number: UInt64) {
        self.epoch = epoch
        self.number = number
    }

    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let epoch = UInt32(parts[0]), let number = UInt64(parts[1]) else {
            return nil
        }
        self.init(epoch: epoch, number: number)
    }

    package var description: String { "\(epoch)-\(number)" }
}

/// The bodies that an object's bytes lie in, one after the other: one, or the parts it was
/// assembled of. Written `3-17:4096,3-18:77`.
package struct BodyList: Hashable, Sendable, CustomStringConvertible {
    package struct Part: Hashable, Sendable {
        package let id: BodyID
        package let sizeBytes: UInt64

        package init(id: BodyID, sizeBytes: UInt64) {
            self.id = id
            self.sizeBytes = sizeBytes
        }
    }

    package let parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    package init?(_ text: String) {
        var parts: [Part] = []
        for item in text.split(separator: ",") {
            let fields = item.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 2, let id = BodyID(fields[0]), let size = UInt64(fields[1]) else {
                return nil
            }
            parts.append(Part(id: id, sizeBytes: size))
        }
        self.parts = parts
    }

    package var description: String {
        parts.map { "\($0.id):\($0.sizeBytes)" }.joined(separator: ",")
    }
}
