// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusTelemetry
import Testing

@Suite struct MetricsRegistryTests {
    @Test func `writes what Prometheus reads`() {
        let registry = MetricsRegistry()
        registry.counter(
            "apus_requests_total", help: "Requests\nanswered.",
            labels: ["method": "GET", "status": "200"]
        ).add(3)
        registry.counter(
            "apus_requests_total", help: "Requests\nanswered.", labels: ["method": "a\"\\\nb"]
        ).add()
        registry.gauge("apus_connections", help: "Open connections.").set(-2)
        registry.reading("apus_load", help: "Load.") { 0.5 }
        #expect(
            registry.text().text == """
                # HELP apus_connections Open connections.
                # TYPE apus_connections gauge
                apus_connections -2
                # HELP apus_load Load.
                # TYPE apus_load gauge
                apus_load 0.5
                # HELP apus_requests_total Requests\\nanswered.
                # TYPE apus_requests_total counter
                apus_requests_total{method="GET",status="200"} 3
                apus_requests_total{method="a\\"\\\\\\nb"} 1

                """)
    }

    @Test func `tells the numbers of a name`() {
        let registry = MetricsRegistry()
        registry.counter("a_total", help: "A.", labels: ["b": "c"]).add(3)
        registry.counter("a_total", help: "A.", labels: ["b": "d"]).add(4)
        _ = registry.histogram("h", help: "H.")
        let values = registry.values(of: "a_total")
        #expect(values.map(\.labels) == [["b": "c"], ["b": "d"]])
        #expect(values.map(\.value) == [3, 4])
        #expect(registry.values(of: "h").isEmpty && registry.values(of: "x").isEmpty)
    }

    @Test func `shows a reading that only grows as a counter`() {
        let registry = MetricsRegistry()
        registry.reading("a_total", help: "A.", labels: ["b": "c"], isTotal: true) { 5 }
        #expect(
            registry.text().text == """
                # HELP a_total A.
                # TYPE a_total counter
                a_total{b="c"} 5

                """)
    }

    @Test func `adds up the buckets of a histogram`() {
        let registry = MetricsRegistry()
        let histogram = registry.histogram(
            "apus_request_seconds", help: "Time.", bounds: [0.1, 1], labels: ["method": "PUT"])
        histogram.observe(0.1)
        histogram.observe(.milliseconds(500))
        histogram.observe(20)
        #expect(
            registry.text().text == """
                # HELP apus_request_seconds Time.
                # TYPE apus_request_seconds histogram
                apus_request_seconds_bucket{method="PUT",le="0.1"} 1
                apus_request_seconds_bucket{method="PUT",le="1"} 2
                apus_request_seconds_bucket{method="PUT",le="+Inf"} 3
                apus_request_seconds_sum{method="PUT"} 20.6
                apus_request_seconds_count{method="PUT"} 3

                """)
    }

    @Test func `answers the same metric for the same name and labels`() {
        let registry = MetricsRegistry()
        let first = registry.counter("a_total", help: "A.", labels: ["b": "c"])
        let second = registry.counter("a_total", help: "A.", labels: ["b": "c"])
        let other = registry.counter("a_total", help: "A.", labels: ["b": "d"])
        first.add(2)
        #expect(second.value == 2)
        #expect(other.value == 0)
    }

    @Test func `loses nothing that many tasks count at once`() async {
        let registry = MetricsRegistry()
        let counter = registry.counter("n_total", help: "N.")
        let gauge = registry.gauge("g", help: "G.")
        let histogram = registry.histogram("h", help: "H.", bounds: [1])
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 {
                        counter.add()
                        gauge.add(1)
                        gauge.add(-1)
                        histogram.observe(2)
                    }
                }
            }
        }
        #expect(counter.value == 80_000)
        #expect(gauge.value == 0)
        #expect(registry.text().text.contains("h_sum 160000\nh_count 80000\n"))
    }

    @Test func `shows no more combinations of labels than its limit`() {
        let registry = MetricsRegistry()
        for number in 0..<(MetricsRegistry.seriesLimit + 10) {
            registry.counter("c_total", help: "C.", labels: ["n": String(number)]).add()
        }
        let lines = registry.text().text.split(separator: "\n")
        #expect(lines.count == MetricsRegistry.seriesLimit + 2)
    }
}
