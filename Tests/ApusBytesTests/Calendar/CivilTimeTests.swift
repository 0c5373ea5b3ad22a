// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@Suite struct CivilTimeTests {
    @Test(
        arguments: [
            (0, 1970, 1, 1, 0, 0, 0, 4),
            (-1, 1969, 12, 31, 23, 59, 59, 3),
            (784_111_777, 1994, 11, 6, 8, 49, 37, 0),
            (951_782_400, 2000, 2, 29, 0, 0, 0, 2),
            (4_107_542_400, 2100, 3, 1, 0, 0, 0, 1),
            (253_402_300_799, 9999, 12, 31, 23, 59, 59, 5),
            (-62_135_596_800, 1, 1, 1, 0, 0, 0, 1),
        ] as [(Int64, Int, Int, Int, Int, Int, Int, Int)])
    func `knows the date of a moment and the moment of a date`(
        seconds: Int64, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int,
        weekday: Int
    ) throws {
        let civil = CivilTime(secondsSince1970: seconds)
        let expected = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        #expect(civil == expected)
        #expect(civil.secondsSince1970 == seconds)
        #expect(civil.weekday == weekday)
    }

    @Test func `goes there and back for every day of four centuries`() {
        for day in stride(from: Int64(-80_000), to: 80_000, by: 1) {
            let civil = CivilTime(secondsSince1970: day * 86400 + 3661)
            #expect(civil.secondsSince1970 == day * 86400 + 3661)
        }
    }

    @Test(arguments: [
        (1900, 2, 29, 0), (2023, 2, 29, 0), (2023, 4, 31, 0), (2023, 13, 1, 0), (2023, 0, 1, 0),
        (2023, 1, 0, 0), (2023, 1, 1, 24), (0, 1, 1, 0), (10_000, 1, 1, 0),
    ])
    func `has no such day or time`(year: Int, month: Int, day: Int, hour: Int) {
        #expect(
            CivilTime(year: year, month: month, day: day, hour: hour, minute: 0, second: 0) == nil)
    }
}
