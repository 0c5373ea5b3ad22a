// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

extension Timestamp {
    /// The moment as listings have it: `2009-02-13T23:31:30.123450`, UTC, without a zone.
    public var iso8601: String {
        var writer = ByteWriter(capacity: 26)
        writer.append(iso8601: self)
        return writer.finish().text
    }
}

extension ByteWriter {
    /// Adds the 26 characters of a moment as `Timestamp.iso8601` has it.
    public mutating func append(iso8601 moment: Timestamp) {
        let time = CivilTime(secondsSince1970: Int64(moment.seconds))
        append(dateOf: time)
        append(UInt8(ascii: "T"))
        append(timeOfDay: time)
        append(UInt8(ascii: "."))
        append(decimal: moment.ticks % Timestamp.ticksPerSecond * 10, digits: 6)
    }
}
