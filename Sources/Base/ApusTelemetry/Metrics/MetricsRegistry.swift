// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import Synchronization

/// The metrics of one server, and their text for Prometheus.
///
/// Whoever counts something asks for its metric once and keeps it: counting takes no lock.
/// Asking for the same name and labels again answers the same metric.
///
/// Source: Prometheus, text exposition format 0.0.4.
public final class MetricsRegistry: Sendable {
    /// The media type of `text()`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    /// How many combinations of labels one name may have. A metric beyond them counts, but is
    /// not shown: a mistake in choosing labels must not fill the memory.
    public static let seriesLimit = 1000

    private enum Metric: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
        case reading(@Sendable () -> Double, isTotal: Bool)

        var kind: String {
            switch self {
            case .counter, .reading(_, isTotal: true): "counter"
            case .gauge, .reading(_, isTotal: false): "gauge"
            case .histogram: "histogram"
            }
        }
    }

    private struct Family {
        let help: String
        let kind: String
        var series: [(labels: Labels, metric: Metric)] = []
    }

    private let families = Mutex<[String: Family]>([:])

    /// No metrics.
    public init() {}

    /// A number that only grows. By custom the name ends in `_total`.
    public func counter(_ name: String, help: String, labels: Labels = [:]) -> Counter {
        let metric = metric(name, help, labels) { .counter(Counter()) }
        guard case .counter(let counter) = metric else {
            preconditionFailure("\(name) is read, not counted")
        }
        return counter
    }

    /// A number that goes up and down.
    public func gauge(_ name: String, help: String, labels: Labels = [:]) -> Gauge {
        let metric = metric(name, help, labels) { .gauge(Gauge()) }
        guard case .gauge(let gauge) = metric else {
            preconditionFailure("\(name) is read, not set")
        }
        return gauge
    }

    /// A number that is asked for whenever the metrics are shown, which must not block.
    ///
    /// The first reading of a name and labels stays.
    ///
    /// - Parameter isTotal: whether it only grows, like a counter; by custom the name then ends
    ///   in `_total`.
    public func reading(
        _ name: String, help: String, labels: Labels = [:], isTotal: Bool = false,
        _ read: @escaping @Sendable () -> Double
    ) {
        _ = metric(name, help, labels) { .reading(read, isTotal: isTotal) }
    }

    /// How observed values spread.
    ///
    /// - Parameter bounds: the upper bounds of the buckets, ascending, in the unit that the name
    ///   ends in.
    public func histogram(
        _ name: String, help: String, bounds: [Double] = Histogram.durationBounds,
        labels: Labels = [:]
    ) -> Histogram {
        let metric = metric(name, help, labels) { .histogram(Histogram(bounds: bounds)) }
        guard case .histogram(let histogram) = metric else { preconditionFailure() }
        return histogram
    }

    private func metric(
        _ name: String, _ help: String, _ labels: Labels, make: () -> Metric
    ) -> Metric {
        precondition(MetricName.isValid(name), "no metric name: \(name)")
        return families.withLock { families in
            let made = make()
            var family = families[name] ?? Family(help: help, kind: made.kind)
            precondition(family.kind == made.kind, "\(name) is a \(family.kind) already")
            if let known = family.series.first(where: { $0.labels == labels }) {
                return known.metric
            }
            guard family.series.count < Self.seriesLimit else { return made }
            family.series.append((labels, made))
            families[name] = family
            return made
        }
    }

    /// The numbers of one name with their labels, in the order they were made; a histogram has
    /// none.
    public func values(of name: String) -> [(labels: [String: String], value: Double)] {
        let series = families.withLock { $0[name]?.series ?? [] }
        return series.compactMap { labels, metric in
            let value: Double
            switch metric {
            case .counter(let counter): value = Double(counter.value)
            case .gauge(let gauge): value = Double(gauge.value)
            case .reading(let read, _): value = read()
            case .histogram: return nil
            }
            return (
                Dictionary(labels.pairs.map { ($0.name, $0.value) }) { first, _ in first }, value
            )
        }
    }

    /// Every metric, as Prometheus reads them; names in order.
    public func text() -> Bytes {
        // Readings are taken outside the lock: they may ask for metrics themselves.
        let families = families.withLock { $0 }.sorted { $0.key < $1.key }
        var writer = ByteWriter(capacity: 4096)
        for (name, family) in families {
            writer.append("# HELP \(name) ")
            writer.append(
                family.help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))
            writer.append("\n# TYPE \(name) \(family.kind)\n")
            for (labels, metric) in family.series {
                switch metric {
                case .counter(let counter):
                    Self.append(name, labels, String(counter.value), to: &writer)
                case .gauge(let gauge):
                    Self.append(name, labels, String(gauge.value), to: &writer)
                case .reading(let read, _):
                    Self.append(name, labels, Self.text(read()), to: &writer)
                case .histogram(let histogram):
                    Self.append(name, labels, histogram, to: &writer)
                }
            }
        }
        return writer.finish()
    }

    private static func append(
        _ name: String, _ labels: Labels, _ value: String, to writer: inout ByteWriter,
        extra: (name: String, value: String)? = nil
    ) {
        writer.append(name)
        labels.append(to: &writer, extra: extra)
        writer.append(" \(value)\n")
    }

    private static func append(
        _ name: String, _ labels: Labels, _ histogram: Histogram, to writer: inout ByteWriter
    ) {
        let (cumulative, sum) = histogram.snapshot
        let bounds = histogram.bounds.map(text) + ["+Inf"]
        for (bound, count) in zip(bounds, cumulative) {
            append(
                name + "_bucket", labels, String(count), to: &writer, extra: ("le", bound))
        }
        append(name + "_sum", labels, text(sum), to: &writer)
        append(name + "_count", labels, String(cumulative.last ?? 0), to: &writer)
    }

    /// Whole numbers without a point.
    private static func text(_ number: Double) -> String {
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        if number.isNaN { return "NaN" }
        if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
        return String(number)
    }
}
