// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

extension ByteWriter {
    /// Adds a date as `2009-02-13`.
    public mutating func append(dateOf time: CivilTime) {
        append(decimal: UInt64(time.year), digits: 4)
        append(UInt8(ascii: "-"))
        append(decimal: UInt64(time.month), digits: 2)
        append(UInt8(ascii: "-"))
        append(decimal: UInt64(time.day), digits: 2)
    }

    /// Adds a time of day as `23:31:30`.
    public mutating func append(timeOfDay time: CivilTime) {
        append(decimal: UInt64(time.hour), digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: UInt64(time.minute), digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: UInt64(time.second), digits: 2)
    }
}
