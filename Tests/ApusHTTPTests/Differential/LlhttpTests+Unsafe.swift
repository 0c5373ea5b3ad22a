// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import LlhttpOracle
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// llhttp, node's parser, as `Scripts/differential` has built it for this machine.
///
/// Sound because the library stays open for as long as the process lives, and the symbol is the
/// function that `oracle.h` declares.
private enum Llhttp {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(4).joined(separator: "/")
    private static let library = root + "/.build/llhttp/oracle.so"

    static var isThere: Bool { unsafe access(library, R_OK) == 0 }

    static func open() throws -> Oracle {
        let handle = unsafe dlopen(library, RTLD_NOW | RTLD_LOCAL)
        let symbol = try unsafe #require(unsafe dlsym(handle, "oracle_read"), "no oracle")
        return unsafe unsafeBitCast(symbol, to: Oracle.self)
    }

    /// What the fuzzer begins with too.
    static func seeds() throws -> [[UInt8]] {
        let folder = root + "/Fuzz/corpus/request-head"
        let listing = try unsafe #require(unsafe opendir(folder), "no \(folder)")
        defer { unsafe closedir(listing) }
        var names: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return try names.sorted().map { name in
            let file = try unsafe #require(unsafe fopen("\(folder)/\(name)", "r"))
            defer { unsafe fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = unsafe fread(&bytes, 1, bytes.count, file)
            return Array(bytes.prefix(count))
        }
    }
}

/// Our request parser beside llhttp's. A short run of the same comparison as
/// `make differential`, which lets a fuzzer look for inputs.
@Suite(
    .enabled(
        if: Llhttp.isThere,
        "needs llhttp: install Debian's node-llhttp and run Scripts/differential --library"))
struct LlhttpTests {
    /// Requests with all that llhttp and proxies have got wrong over time.
    private static let requests = [
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "PUT /v1/a/c/o HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
        "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;x=y\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "GET http://h:80/a?b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost:h\r\nAccept:\t*/* \r\n\r\nGET / HTTP/1.1\r\n",
        "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
    ]

    @Test func `no request is one thing to llhttp and another to us`() throws {
        let oracle = try unsafe Llhttp.open()
        let seeds = try Llhttp.seeds() + Self.requests.map { Array($0.utf8) }
        for seed in seeds { try unsafe Self.compare(seed, oracle) }
        var mutator = RequestMutator(seeds: seeds)
        for _ in 0..<200_000 { try unsafe Self.compare(mutator.next(), oracle) }
    }

    private static func compare(_ bytes: [UInt8], _ oracle: Oracle) throws {
        let input = Bytes(bytes)
        guard let found = unsafe difference(input, from: oracle) else { return }
        Issue.record("\(found): \(input.text.debugDescription)")
        throw Difference()
    }

    private struct Difference: Error {}
}
