// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import ApusSwiftClient
import Synchronization

/// How much memory the library takes for listings and uploads of any length.
///
/// `ApusClientMemory NAMES UPLOADS` lists that many names and uploads that many objects, against a
/// server in the same process that makes answers up and keeps nothing, and prints after each
/// tenth how much memory the process has had at most. Memory is flat when the last line is no
/// more than the first.
@main struct ClientMemory {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let names = numbers.first ?? 1_000_000
        let uploads = numbers.dropFirst().first ?? 100_000
        let session = AuthSession(storageURL: try ServiceURL("http://made.up/v1/A"), token: "t")
        print("work\tdone\tpeak_kib")
        try await withSwiftService(session, over: MadeUpServer(names: names)) { service in
            var count: UInt64 = 0
            for try await page in service.list(container: "c") {
                guard case .container(let listing) = page else { continue }
                count += UInt64(listing.entries.count)
                if count % max(1, names / 10) == 0 { report("names listed", count) }
            }
            guard count == names else { throw Wrong(work: "names listed", count: count) }
            count = 0
            for try await result in service.upload(from: Items(count: uploads), to: "c") {
                guard case .object(let object) = result, object.isSuccess else { continue }
                count += 1
                if count % max(1, uploads / 10) == 0 { report("objects uploaded", count) }
            }
            guard count == uploads else { throw Wrong(work: "objects uploaded", count: count) }
        }
    }

    private struct Wrong: Error {
        let work: String
        let count: UInt64
    }

    private static func report(_ work: String, _ count: UInt64) {
        print("\(work)\t\(count)\t\(peakKiB())")
    }

    /// `VmHWM` of `/proc/self/status`; 0 where there is none.
    private static func peakKiB() -> UInt64 {
        guard let file = try? FileCalls.open("/proc/self/status", flags: 0) else { return 0 }
        defer { FileCalls.close(file) }
        guard let text = try? FileCalls.read(file, at: 0, count: 8192).text else { return 0 }
        for line in text.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return line.split(separator: "\t").last.flatMap {
                UInt64($0.drop { $0 == " " }.prefix { $0 != " " })
            } ?? 0
        }
        return 0
    }
}

/// Objects of 4 KiB, made when they are asked for.
private struct Items: AsyncSequence, Sendable {
    let count: UInt64

    func makeAsyncIterator() -> Iterator { Iterator(count: count) }

    struct Iterator: AsyncIteratorProtocol {
        let count: UInt64
        private var made: UInt64 = 0

        init(count: UInt64) {
            self.count = count
        }

        mutating func next() async throws -> UploadItem? {
            guard made < count else { return nil }
            made += 1
            return try UploadItem(
                .bytes(Bytes([UInt8](repeating: 1, count: 4096))), objectName: "o\(made)")
        }
    }
}

/// Lists so many names, takes everything.
private struct MadeUpServer: HTTPExchange {
    private static let pageSize: UInt64 = 10_000
    let names: UInt64

    func respond(to request: Request) async throws -> Response {
        while try await request.body.next() != nil {}
        guard request.method == .get else {
            return Response(Status(request.method == .head ? 404 : 201))
        }
        guard request.target.contains("format=json") else { return Response(.notFound) }
        // Names are numbers, so that the marker says where to go on.
        let marker = request.target.split(separator: "&").first { $0.hasPrefix("marker=") }
        let start = marker.flatMap { UInt64($0.dropFirst(7)) }.map { $0 - Self.base + 1 } ?? 0
        var page = ByteWriter(capacity: 2 * 1024 * 1024)
        page.append("[")
        for number in start..<min(names, start + Self.pageSize) {
            if number > start { page.append(",") }
            page.append("{\"name\":\"")
            page.append(decimal: Self.base + number)
            page.append(
                "\",\"bytes\":4096,\"hash\":\"620f0b67a91f7f74151bc5be745b7110\","
                    + "\"content_type\":\"application/octet-stream\","
                    + "\"last_modified\":\"2026-01-01T00:00:00.000000\"}")
        }
        page.append("]")
        return Response(.ok, body: .bytes(page.finish()))
    }

    private static let base: UInt64 = 1_000_000_000
}
