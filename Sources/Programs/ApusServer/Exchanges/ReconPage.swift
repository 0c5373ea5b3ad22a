// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusTelemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `GET /recon/...`: figures of the machine and of background work in JSON, for scripts that know
/// OpenStack Swift's.
///
/// What is counted is counted since the start. What this server does not do (replication, rings,
/// asynchronous updates) has no page: 404.
///
/// Source: OpenStack Swift, `recon` middleware and `swift-recon`.
struct ReconPage: Sendable {
    let registry: MetricsRegistry
    /// Where data is, by the name that figures are shown under.
    let places: [(name: String, path: String)]
    let version: String
    /// Files of `/proc` and file systems may keep a thread waiting.
    let lane: Lane

    /// - Returns: nil for a path that is none of these.
    func answer(to request: Request) async -> Response? {
        let path = request.target.prefix { $0 != "?" }
        let parts = path.split(separator: "/").map(String.init)
        guard parts.first == "recon", parts.count > 1 else { return nil }
        guard request.method == .get || request.method == .head else {
            return Response(Status(405), headers: ["Allow": "GET, HEAD"])
        }
        let document: JSONValue?
        do {
            document = try await lane.run { [self] in page(parts[1], parts.dropFirst(2).first) }
        } catch {
            return Response(.serviceUnavailable, headers: ["Retry-After": "1"])
        }
        guard let document else { return Response(.notFound) }
        let headers: Headers = ["Content-Type": "application/json"]
        return request.method == .head
            ? Response(.ok, headers: headers)
            : Response(.ok, headers: headers, body: .bytes(document.encoded))
    }

    private func page(_ name: String, _ kind: String?) -> JSONValue? {
        switch (name, kind) {
        case ("version", nil): ["version": .string(version)]
        case ("time", nil):
            .number(Double(FileTime.now.seconds) + Double(FileTime.now.nanoseconds) / 1e9)
        case ("load", nil): load
        case ("mem", nil): fields(of: "/proc/meminfo")
        case ("sockstat", nil): sockets
        case ("devices", nil):
            .object(
                Dictionary(
                    places.map { ($0.path, JSONValue.array([.string($0.name)])) }
                ) { $1 })
        case ("diskusage", nil): .array(places.map { usage(of: $0.name, $0.path) })
        case ("unmounted", nil): .array([])
        case ("quarantined", nil): quarantined
        case ("expirer", "object"): work("object-expirer")
        case ("auditor", "object"): work("object-auditor")
        case ("auditor", "container"): work("container-auditor")
        case ("auditor", "account"): work("account-auditor")
        case ("reaper", "account"): work("account-reaper")
        case ("reclaimer", nil): work("reclaimer")
        case ("requests", nil): requests
        default: nil
        }
    }

    // MARK: The machine

    private var load: JSONValue {
        let words = Self.read("/proc/loadavg").split(separator: " ").map(String.init)
        guard words.count >= 5 else { return [:] }
        return [
            "1m": .number(Double(words[0]) ?? 0), "5m": .number(Double(words[1]) ?? 0),
            "15m": .number(Double(words[2]) ?? 0), "tasks": .string(words[3]),
            "processes": .integer(Int64(words[4].trimmed) ?? 0),
        ]
    }

    /// `Name:   value unit` a line.
    private func fields(of file: String) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for line in Self.read(file).split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            members[String(halves[0])] = .string(String(halves[1]).trimmed)
        }
        return .object(members)
    }

    private var sockets: JSONValue {
        func words(_ file: String, _ line: String) -> [String: Int64] {
            let text = Self.read(file).split(separator: "\n").first { $0.hasPrefix(line + ":") }
            let words = (text ?? "").split(separator: " ").dropFirst().map(String.init)
            var found: [String: Int64] = [:]
            for index in stride(from: 0, to: words.count - 1, by: 2) {
                found[words[index]] = Int64(words[index + 1])
            }
            return found
        }
        let old = words("/proc/net/sockstat", "TCP")
        let new = words("/proc/net/sockstat6", "TCP6")
        return [
            "tcp_in_use": .integer(old["inuse"] ?? 0), "orphan": .integer(old["orphan"] ?? 0),
            "time_wait": .integer(old["tw"] ?? 0),
            "tcp_mem_allocated_bytes": .integer((old["mem"] ?? 0) * Int64(getpagesize())),
            "tcp6_in_use": .integer(new["inuse"] ?? 0),
        ]
    }

    private func usage(of name: String, _ path: String) -> JSONValue {
        do throws(SystemError) {
            let folder = try FileCalls.open(path, flags: O_RDONLY | O_DIRECTORY)
            defer { FileCalls.close(folder) }
            let size = try FileCalls.capacityBytes(folder)
            let free = try FileCalls.freeBytes(folder)
            return [
                "device": .string(name), "mounted": true, "size": .integer(Int64(clamping: size)),
                "avail": .integer(Int64(clamping: free)),
                "used": .integer(Int64(clamping: size - min(size, free))),
            ]
        } catch {
            return [
                "device": .string(name), "mounted": .string("\(error)"), "size": "", "avail": "",
                "used": "",
            ]
        }
    }

    private static func read(_ file: String) -> String {
        do throws(SystemError) {
            let descriptor = try FileCalls.open(file, flags: O_RDONLY)
            defer { FileCalls.close(descriptor) }
            return try FileCalls.read(descriptor, at: 0, count: 64 * 1024).text
        } catch {
            return ""
        }
    }

    // MARK: The server

    private func sum(_ name: String, where fits: ([String: String]) -> Bool) -> Int64 {
        Int64(registry.values(of: name).filter { fits($0.labels) }.reduce(0) { $0 + $1.value })
    }

    private var quarantined: JSONValue {
        func count(_ work: String) -> JSONValue {
            .integer(
                sum("apus_background_items_total") {
                    $0["work"] == work && $0["outcome"] == "quarantined"
                })
        }
        return [
            "objects": count("object-auditor"), "containers": count("container-auditor"),
            "accounts": count("account-auditor"),
        ]
    }

    private func work(_ name: String) -> JSONValue {
        var items: [String: JSONValue] = [:]
        for (labels, value) in registry.values(of: "apus_background_items_total")
        where labels["work"] == name {
            items[labels["outcome"] ?? ""] = .integer(Int64(value))
        }
        func number(_ metric: String, _ result: String? = nil) -> JSONValue {
            .integer(
                sum("apus_background_\(metric)") {
                    $0["work"] == name && (result == nil || $0["result"] == result)
                })
        }
        return [
            "items": .object(items), "errors": number("errors_total"),
            "passes": number("runs_total", "done"), "failed_passes": number("runs_total", "failed"),
            "running": number("running"), "lag_seconds": number("lag_seconds"),
            "last_success": number("last_success_timestamp_seconds"),
        ]
    }

    private var requests: JSONValue {
        var methods: [String: [String: JSONValue]] = [:]
        for (labels, value) in registry.values(of: "apus_requests_total") {
            methods[labels["method"] ?? "", default: [:]][labels["status"] ?? ""] =
                .integer(Int64(value))
        }
        return [
            "by_method": .object(methods.mapValues { .object($0) }),
            "connections": .integer(sum("apus_connections") { _ in true }),
            "active": .integer(sum("apus_requests_active") { _ in true }),
        ]
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
