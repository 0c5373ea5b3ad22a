// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import COpenSSL

/// OpenSSL's digest context.
///
/// Sound because the context is freed exactly once, in `deinit`, and only its one owner, a
/// non-copyable `Digest`, calls it: never two threads at a time, hence `@unchecked Sendable`.
@safe final class DigestContext: @unchecked Sendable {
    private let context: OpaquePointer
    private let lengthBytes: Int

    init(_ algorithm: Digest.Algorithm) {
        let function = unsafe DigestContext.function(algorithm)
        guard let made = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("OpenSSL has no memory for a digest")
        }
        unsafe context = made
        lengthBytes = Int(unsafe EVP_MD_get_size(function))
        let started = unsafe EVP_DigestInit_ex(context, function, nil)
        precondition(started == 1, "OpenSSL does not offer \(algorithm.rawValue)")
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    func update(_ bytes: Bytes) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
    }

    func finish() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: lengthBytes) { buffer, count in
            _ = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = lengthBytes
        }
    }

    static func hmac(_ bytes: Bytes, key: Bytes, _ algorithm: Digest.Algorithm) -> [UInt8] {
        let function = unsafe Self.function(algorithm)
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { out, count in
            var length: UInt32 = 0
            unsafe key.withUnsafeBytes { key in
                unsafe bytes.withUnsafeBytes { message in
                    _ = unsafe HMAC(
                        function, key.baseAddress, Int32(key.count),
                        message.baseAddress?.assumingMemoryBound(to: UInt8.self), message.count,
                        out.baseAddress, &length)
                }
            }
            count = Int(length)
        }
    }

    /// OpenSSL's implementation, looked up once: by name, it would be at every digest, which takes
    /// as long as hashing 400 bytes.
    ///
    /// Sound because it is never freed and never changed.
    @safe private struct Function: @unchecked Sendable {
        let implementation: OpaquePointer

        init(_ algorithm: Digest.Algorithm) {
            guard let found = unsafe EVP_MD_fetch(nil, algorithm.rawValue, nil) else {
                preconditionFailure("OpenSSL does not offer \(algorithm.rawValue)")
            }
            unsafe implementation = found
        }
    }

    private static let functions: [Digest.Algorithm: Function] = Dictionary(
        uniqueKeysWithValues: Digest.Algorithm.allCases.map { ($0, Function($0)) })

    private static func function(_ algorithm: Digest.Algorithm) -> OpaquePointer {
        return unsafe (functions[algorithm] ?? Function(algorithm)).implementation
    }
}
