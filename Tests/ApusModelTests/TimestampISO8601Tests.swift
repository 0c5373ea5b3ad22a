// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusModel
import Testing

@Suite struct TimestampISO8601Tests {
    @Test(arguments: [
        ("0000000000.00000", "1970-01-01T00:00:00.000000"),
        ("1234567890.12345", "2009-02-13T23:31:30.123450"),
        ("0951782399.00001", "2000-02-28T23:59:59.000010"),
        ("0951782400.00000", "2000-02-29T00:00:00.000000"),
        ("1709251199.99999", "2024-02-29T23:59:59.999990"),
        ("4107542400.00000", "2100-03-01T00:00:00.000000"),
        ("9999999999.99999", "2286-11-20T17:46:39.999990"),
    ])
    func `is written as listings have it`(moment: String, text: String) throws {
        #expect(try #require(Timestamp(moment)).iso8601 == text)
    }
}
