// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Testing

@Suite struct ServiceManagerTests {
    private typealias Socket = ServiceManager.Socket

    @Test(
        arguments: [
            (["LISTEN_PID": "7", "LISTEN_FDS": "2"], [(3, ""), (4, "")]),
            (
                ["LISTEN_PID": "7", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "api:metrics:unknown"],
                [(3, "api"), (4, "metrics"), (5, "")]
            ),
            (["LISTEN_PID": "7", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "a:b"], [(3, "a")]),
            // For another process, such as a shell that has started this one.
            (["LISTEN_PID": "8", "LISTEN_FDS": "2"], []),
            (["LISTEN_FDS": "2"], []), (["LISTEN_PID": "7"], []),
            (["LISTEN_PID": "7", "LISTEN_FDS": "x"], []),
            (["LISTEN_PID": "7", "LISTEN_FDS": "-1"], []),
        ] as [([String: String], [(Int32, String)])])
    func `takes the sockets that are for this process`(
        environment: [String: String], expected: [(Int32, String)]
    ) {
        let manager = ServiceManager(environment: environment, process: 7)
        #expect(manager.sockets == expected.map { Socket(descriptor: $0.0, name: $0.1) })
    }

    @Test(
        arguments: [
            (["WATCHDOG_USEC": "30000000"], Duration.seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], .seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil),
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func `knows how often it is looked after`(
        environment: [String: String], interval: Duration?
    ) {
        let manager = ServiceManager(environment: environment, process: 7)
        #expect(manager.watchdogInterval == interval)
    }
}
