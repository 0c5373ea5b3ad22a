// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusHTTPServer
import ApusTelemetry

/// Writes a line for every request, and counts it.
struct AccessLog: Sendable {
    private let logger: Logger?
    private let durations: [Histogram]

    /// - Parameter logger: nil to count only.
    init(logger: Logger?, registry: MetricsRegistry) {
        self.logger = logger
        durations = (1...5).map { digit in
            registry.histogram(
                "apus_request_duration_seconds",
                help: "From the first byte of a request to the last of its response.",
                labels: ["status": "\(digit)xx"])
        }
    }

    func record(_ record: AccessRecord) {
        durations[min(5, max(1, record.status.code / 100)) - 1].observe(record.duration)
        guard let logger, logger.writes(.info) else { return }
        logger.info(
            "request",
            [
                "client": .text(record.peer.host),
                "method": .text(record.method?.rawValue),
                "path": .text(record.target.map { Secrets.cut(inTarget: $0) }),
                "status": .number(record.status.code),
                "in": .number(record.bytesIn),
                "out": .number(record.bytesOut),
                "duration": .duration(record.duration),
                "trans_id": .text(record.transactionID),
                "agent": .text(record.userAgent),
                "referer": .text(record.referrer),
                "failure": .text(record.failure.map { String(describing: $0) }),
            ])
    }
}
