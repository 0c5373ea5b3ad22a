// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTP
import ApusTelemetry
import Synchronization

/// Counts requests by method and status, and how long they took.
final class RequestCounts: Sendable {
    private struct Series {
        let count: Counter
        let duration: Histogram
    }

    /// Methods with a series of their own; clients may send any word for a method.
    private static let methods: Set<String> = [
        "GET", "HEAD", "PUT", "POST", "DELETE", "COPY", "OPTIONS",
    ]

    private let registry: MetricsRegistry
    /// By method, then by status; made when there is something to count.
    private let series = Mutex<[String: [Int: Series]]>([:])

    init(registry: MetricsRegistry) {
        self.registry = registry
    }

    func count(_ record: RequestFacts) {
        let method = Self.methods.contains(record.method) ? record.method : "other"
        let known = series.withLock { $0[method]?[record.status] }
        let series = known ?? make(method, record.status)
        series.count.add()
        series.duration.observe(record.duration)
    }

    private func make(_ method: String, _ status: Int) -> Series {
        let made = Series(
            count: registry.counter(
                "apus_requests_total", help: "Requests answered.",
                labels: ["method": method, "status": String(status)]),
            duration: registry.histogram(
                "apus_request_duration_seconds",
                help: "From the first byte of a request to the last of its response.",
                labels: ["method": method, "status": "\(min(5, max(1, status / 100)))xx"]))
        series.withLock { $0[method, default: [:]][status] = made }
        return made
    }
}

/// What of a request is counted.
struct RequestFacts {
    let method: String
    let status: Int
    let duration: Duration
}
