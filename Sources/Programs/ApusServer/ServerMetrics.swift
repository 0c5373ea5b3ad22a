// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusHTTPServer
import ApusObjectStore
import ApusStorage
import ApusTelemetry

/// What a server shows of itself beside its requests' durations.
enum ServerMetrics {
    static func register(in registry: MetricsRegistry, http: HTTPServer, policies: StoragePolicies)
    {
        registry.reading("apus_connections", help: "Connections open now.") {
            Double(http.counts.openConnections)
        }
        registry.reading("apus_requests_active", help: "Requests being answered now.") {
            Double(http.counts.activeRequests)
        }
        registry.reading(
            "apus_connections_accepted_total", help: "Connections taken since the start.",
            isTotal: true
        ) {
            Double(http.counts.acceptedConnections)
        }
        registry.reading(
            "apus_connections_refused_total", help: "Connections turned away since the start.",
            isTotal: true
        ) {
            Double(http.counts.refusedConnections)
        }
        for digit in 1...5 {
            registry.reading(
                "apus_responses_total", help: "Responses since the start.",
                labels: ["status": "\(digit)xx"], isTotal: true
            ) {
                Double(http.counts.responses[digit])
            }
        }
        registry.reading(
            "apus_body_bytes_total", help: "Bytes of bodies since the start.",
            labels: ["direction": "in"], isTotal: true
        ) {
            Double(http.counts.bytesIn)
        }
        registry.reading(
            "apus_body_bytes_total", help: "Bytes of bodies since the start.",
            labels: ["direction": "out"], isTotal: true
        ) {
            Double(http.counts.bytesOut)
        }
        for (number, backend) in policies.backends.enumerated() {
            registry.gauge(
                "apus_backend", help: "The back-ends that are open.",
                labels: ["name": backend.name, "number": "\(number)"]
            ).set(1)
            register(backend, number, in: registry)
        }
    }

    /// What notes how long engines take.
    static func storageTimer(
        in registry: MetricsRegistry
    ) -> @Sendable (StorageOperation, Duration) -> Void {
        func histogram(_ operation: StorageOperation) -> Histogram {
            registry.histogram(
                "apus_storage_duration_seconds",
                help: "How long engines take for what a request waits for.",
                labels: ["operation": operation.rawValue])
        }
        let stat = histogram(.stat)
        let open = histogram(.open)
        let list = histogram(.list)
        let commit = histogram(.commit)
        return { operation, duration in
            switch operation {
            case .stat: stat.observe(duration)
            case .open: open.observe(duration)
            case .list: list.observe(duration)
            case .commit: commit.observe(duration)
            }
        }
    }

    /// What an engine tells of itself.
    private static func register(
        _ backend: any Backend, _ number: Int, in registry: MetricsRegistry
    ) {
        guard let backend = backend as? any MaintenanceStatistics else { return }
        for (index, statistic) in backend.statistics.enumerated()
        where ([statistic.name] + statistic.labels.keys).allSatisfy(isName) {
            var labels = statistic.labels.sorted { $0.key < $1.key }
                .map { ($0.key, $0.value) }
            labels.append(("backend", "\(number)"))
            registry.reading(
                "apus_engine_\(statistic.name)", help: statistic.help, labels: Labels(labels),
                isTotal: statistic.kind == .total
            ) {
                let now = backend.statistics
                return now.indices.contains(index) ? now[index].value : 0
            }
        }
    }

    /// Engines may come from elsewhere: a name that Prometheus would refuse is left out.
    private static func isName(_ text: String) -> Bool {
        text.utf8.first.map { $0 > UInt8(ascii: "9") } ?? false
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
