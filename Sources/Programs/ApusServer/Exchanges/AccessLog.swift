// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusHTTPServer
import ApusTelemetry

/// Writes a line for every request, and counts it.
struct AccessLog: Sendable {
    private let logger: Logger?
    private let counts: RequestCounts

    /// - Parameter logger: nil to count only.
    init(logger: Logger?, registry: MetricsRegistry) {
        self.logger = logger
        counts = RequestCounts(registry: registry)
    }

    func record(_ record: AccessRecord) {
        counts.count(
            RequestFacts(
                method: record.method?.rawValue ?? "other", status: record.status.code,
                duration: record.duration))
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
