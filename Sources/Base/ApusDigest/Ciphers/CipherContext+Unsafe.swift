// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import COpenSSL

/// OpenSSL's cipher context.
///
/// Sound because the context is freed exactly once, in `deinit`, only its one owner, a
/// non-copyable cipher, calls it (never two threads at a time, hence `@unchecked Sendable`), and
/// neither mode ever writes more bytes than it is given.
@safe final class CipherContext: @unchecked Sendable {
    /// A cipher as OpenSSL provides it: looked up once, as a look-up costs more than a short
    /// text's encryption. Constant once made, and never freed.
    @safe struct Mode: @unchecked Sendable {
        static let counter = Mode("AES-256-CTR")
        static let sealing = Mode("AES-256-GCM")

        fileprivate let cipher: OpaquePointer

        private init(_ name: String) {
            guard let found = unsafe EVP_CIPHER_fetch(nil, name, nil) else {
                preconditionFailure("OpenSSL does not offer \(name)")
            }
            unsafe cipher = found
        }
    }

    private let context: OpaquePointer
    private let mode: Mode

    init(_ mode: Mode) {
        guard let made = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("OpenSSL has no memory for a cipher")
        }
        unsafe context = made
        self.mode = mode
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Begins a text.
    func start(key: Bytes, vector: Bytes, encrypts: Bool) {
        let started = unsafe key.withUnsafeBytes { key in
            unsafe vector.withUnsafeBytes { vector in
                unsafe EVP_CipherInit_ex2(
                    context, mode.cipher, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    vector.baseAddress?.assumingMemoryBound(to: UInt8.self), encrypts ? 1 : 0, nil)
            }
        }
        precondition(started == 1, "OpenSSL does not start a cipher")
    }

    /// Adds bytes that are not encrypted, but that the tag is about.
    func authenticate(_ bytes: Bytes) {
        guard !bytes.isEmpty else { return }
        unsafe bytes.withUnsafeBytes { buffer in
            var written: Int32 = 0
            let isDone = unsafe EVP_CipherUpdate(
                context, nil, &written, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
                Int32(buffer.count))
            precondition(isDone == 1, "OpenSSL does not take bytes to authenticate")
        }
    }

    /// The next bytes, encrypted or decrypted.
    func update(_ bytes: Bytes) -> Bytes {
        unsafe Bytes(capacity: bytes.count) { target in
            unsafe bytes.withUnsafeBytes { source in
                unsafe apply(source.baseAddress, target.baseAddress, count: source.count)
            }
            return bytes.count
        }
    }

    /// The next bytes, encrypted or decrypted in their own memory.
    func update(inPlace bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe apply(buffer.baseAddress, buffer.baseAddress, count: buffer.count)
        }
    }

    private func apply(
        _ source: UnsafeRawPointer?, _ target: UnsafeMutableRawPointer?, count: Int
    ) {
        guard let source = unsafe source, let target = unsafe target else { return }
        // OpenSSL counts in 32 bits.
        let most = 1 << 30
        for start in stride(from: 0, to: count, by: most) {
            let length = Int32(min(most, count - start))
            var written: Int32 = 0
            let isDone = unsafe EVP_CipherUpdate(
                context, (target + start).assumingMemoryBound(to: UInt8.self), &written,
                (source + start).assumingMemoryBound(to: UInt8.self), length)
            precondition(isDone == 1 && written == length, "OpenSSL does not encrypt")
        }
    }

    /// Ends a text that was sealed.
    func tag(lengthBytes: Int) -> [UInt8] {
        var written: Int32 = 0
        var none: UInt8 = 0
        precondition(unsafe EVP_CipherFinal_ex(context, &none, &written) == 1)
        return unsafe [UInt8](unsafeUninitializedCapacity: lengthBytes) { buffer, count in
            let isDone = unsafe EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_GET_TAG, Int32(lengthBytes), buffer.baseAddress)
            precondition(isDone == 1, "OpenSSL gives no tag")
            count = lengthBytes
        }
    }

    /// Ends a text that was opened.
    func isAuthentic(_ tag: Bytes) -> Bool {
        var tag = tag.array
        let isSet = unsafe tag.withUnsafeMutableBytes { buffer in
            unsafe EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_SET_TAG, Int32(buffer.count), buffer.baseAddress)
        }
        var written: Int32 = 0
        var none: UInt8 = 0
        let isRight = unsafe EVP_CipherFinal_ex(context, &none, &written)
        return isSet == 1 && isRight == 1
    }
}
