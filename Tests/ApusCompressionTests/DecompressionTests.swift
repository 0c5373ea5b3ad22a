// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusCompression
import ApusIO
import ApusTestSupport
import Synchronization
import Testing

@Suite struct DecompressionTests {
    private static let samples: [(CompressionFormat, String)] = [
        (.gzip, CompressedArchive.paxGzip), (.bzip2, CompressedArchive.gnuBzip2),
    ]

    @Test(arguments: samples)
    func `gives the same whatever pieces the input comes in`(
        _ format: CompressionFormat, _ base64: String
    ) async throws {
        let input = try #require(Base64.decode(base64).map { Bytes($0) })
        let whole = try await decompress(input, format, inPiecesOf: input.count)
        #expect(whole.count == (format == .gzip ? 20_480 : 10_240))
        #expect(whole[0..<6].text == (format == .gzip ? "./PaxH" : "fruit/"))
        let isSame = try await decompress(input, format, inPiecesOf: 1) == whole
        #expect(isSame)
    }

    @Test(arguments: samples)
    func `goes on with more of its kind, and over zeros`(
        _ format: CompressionFormat, _ base64: String
    ) async throws {
        let input = try #require(Base64.decode(base64))
        let once = try await decompress(Bytes(input), format, inPiecesOf: 100)
        let twice = Bytes(input + input + [0, 0, 0])
        #expect(try await decompress(twice, format, inPiecesOf: 100).count == 2 * once.count)
    }

    @Test(arguments: samples)
    func `never takes a part for the whole`(
        _ format: CompressionFormat, _ base64: String
    ) async throws {
        let input = try #require(Base64.decode(base64).map { Bytes($0) })
        for count in [0, 5, input.count - 1] {
            await #expect(throws: CompressionError.truncated) {
                try await decompress(input[0..<count], format, inPiecesOf: 64)
            }
        }
        var damaged = input.array
        damaged[input.count / 2] ^= 0x10
        await #expect(throws: CompressionError.self) {
            try await decompress(Bytes(damaged), format, inPiecesOf: 64)
        }
        await #expect(throws: CompressionError.malformed(format)) {
            try await decompress(Bytes("neither"), format, inPiecesOf: 64)
        }
    }

    /// 128 MiB of zeros, by gzip and then by gzip again; nobody has to hold it.
    @Test func `gives up what expands too much`() async throws {
        let bomb = try #require(Base64.decode(Self.bomb).map { Bytes($0) })
        let inner = try await decompress(bomb, .gzip, inPiecesOf: 4096)
        await #expect(throws: CompressionError.expandsTooMuch(ratioLimit: 100)) {
            let reader = reader(inner, .gzip, inPiecesOf: 4096, ratioLimit: 100)
            while try await reader.next() != nil {}
        }
    }

    @discardableResult
    private func decompress(
        _ input: Bytes, _ format: CompressionFormat, inPiecesOf pieceBytes: Int
    ) async throws -> Bytes {
        try await reader(input, format, inPiecesOf: pieceBytes).collect(limitBytes: 1 << 20)
    }

    private func reader(
        _ input: Bytes, _ format: CompressionFormat, inPiecesOf pieceBytes: Int,
        ratioLimit: UInt64? = nil
    ) -> BodyReader {
        let position = Mutex(0)
        let body = BodyReader(lengthBytes: nil) {
            position.withLock { start in
                guard start < input.count else { return nil }
                defer { start += pieceBytes }
                return .bytes(input[start..<min(start + pieceBytes, input.count)])
            }
        }
        let lane = Lane(name: "compute", threads: 1)
        return DecompressedBody(body, format, on: lane, ratioLimit: ratioLimit).reader
    }

    private static let bomb =
        ""
        + "H4sIAAAAAAACA+3dLW4CURiGUYYZQSr4EShEZwXVJA0JY9A0oZogKpHVTEJQNd1EdRULqGMHUMcCmgrSoEin"
        + "3NnFbc5RVz/6zXdvX1qNoJl+fSTJ9VG+/r5/t24aAAAAAAAAAEDkys91GsYAjbzaT6aPAAAAAAAAAEDsFp12"
        + "Vo8CLvNBIQcAAAAAAAAARG8zGnbrCwGn1TKTAwAAAAAAAACi1z8fx/UWYFdtezM9AAAAAAAAACB6h3WahC1A"
        + "Xu0nUzkAAAAAAAAAIHqLTjsLW4DyMh8UcgAAAAAAAABA9DajYbf+JOC0WmZyAAAAAAAAAED0+ufjuN4C7Kpt"
        + "b6YHAAAAAAAAAETvsE6TsAXIq/1kKgcAAAAAAAAARG/RaWdhC1Be5oNCDgAAAAAAAACI3mY07NafBJxWy0wO"
        + "AAAAAAAAAIhe/3wc11uAXbXtzfQAAAAAAAAAgOgd1mkStgB5tZ9M5QAAAAAAAACA6C067SxsAcrLfFDIAQAA"
        + "AAAAAADRexsN83AYoPtTPd83+w0AAAAAAADgPzrePRRP5fXR+gOeXFBv5vwBAA=="
}
