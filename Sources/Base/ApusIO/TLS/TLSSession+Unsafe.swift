// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import COpenSSL

/// One connection's TLS, without I/O of its own: ciphertext goes through two buffers.
///
/// The buffers are the loop's and only borrowed while they hold something, so that an idle
/// connection has none.
///
/// Sound because a session is used by its stream alone, on the thread of one loop; because the
/// BIO, which refers to the session without owning it, is freed with it; and because pointers
/// handed to and by OpenSSL are used only within the call.
@safe package final class TLSSession: @unchecked Sendable {
    /// The most a record takes: 16 KiB, and what TLS 1.2 and 1.3 put around it.
    static let recordLimitBytes = 16 * 1024 + 512

    private let ssl: OpaquePointer
    private var input: RawBuffer?
    private(set) var output: RawBuffer?
    private var hasEnded = false
    private var isBroken = false
    private var isEstablished = false

    init(serverOf context: TLSContext) throws(TLSError) {
        guard let ssl = unsafe SSL_new(context.context) else { throw TLSError.last("SSL_new") }
        unsafe self.ssl = ssl
        guard let bio = unsafe BIO_new(BufferBIO.shared.method) else {
            throw TLSError.last("BIO_new")
        }
        unsafe BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        unsafe BIO_set_init(bio, 1)
        // One reference serves both directions, and is freed with the session.
        unsafe SSL_set_bio(ssl, bio, bio)
        unsafe SSL_set_accept_state(ssl)
    }

    deinit {
        unsafe SSL_free(ssl)
    }

    // MARK: Ciphertext

    func begin(with buffer: RawBuffer) {
        precondition(input == nil, "the handshake has begun")
        input = buffer
    }

    func openInput(_ loop: EventLoop) -> RawBuffer {
        if let input { return input }
        let buffer = loop.takeBuffer()
        input = buffer
        return buffer
    }

    func closeInput(_ loop: EventLoop, dropping: Bool = false) {
        guard let buffer = input, dropping || buffer.isEmpty else { return }
        input = nil
        loop.giveBuffer(buffer)
    }

    func openOutput(_ loop: EventLoop) -> RawBuffer {
        if let output { return output }
        let buffer = loop.takeBuffer()
        output = buffer
        return buffer
    }

    func closeOutput(_ loop: EventLoop) {
        guard let buffer = output else { return }
        output = nil
        loop.giveBuffer(buffer)
    }

    func inputEnded() {
        hasEnded = true
    }

    // MARK: Plaintext

    /// Goes on with the handshake; false while more must come from the peer. What is to be sent
    /// is in `output` either way.
    func handshake() throws(TLSError) -> Bool {
        ERR_clear_error()
        let result = unsafe SSL_do_handshake(ssl)
        if result == 1 {
            isEstablished = true
            return true
        }
        guard try check(result, "TLS handshake") == .wouldBlock, !hasEnded else {
            throw TLSError("TLS handshake: the peer went away")
        }
        return false
    }

    /// Decrypts into the room of a buffer; 0 bytes at the end.
    func receive(into buffer: RawBuffer) throws(TLSError) -> SocketCalls.Progress {
        ERR_clear_error()
        var result: Int32 = 0
        _ = unsafe buffer.fill { memory, room in
            result = unsafe SSL_read(ssl, memory, Int32(clamping: room))
            return Int(max(0, result))
        }
        if result > 0 { return .bytes(Int(result)) }
        return try check(result, "TLS read") == .wouldBlock ? .wouldBlock : .bytes(0)
    }

    /// Decrypts what has come, at most `limit` bytes; none at the end, nil when nothing has come.
    func receive(upTo limit: Int) throws(TLSError) -> Bytes? {
        // Whether there is anything is known only by trying; a first byte saves the memory.
        var first: UInt8 = 0
        ERR_clear_error()
        let result = unsafe SSL_peek(ssl, &first, 1)
        guard result > 0 else {
            return try check(result, "TLS read") == .wouldBlock ? nil : Bytes()
        }
        return try unsafe Bytes(capacity: limit) { memory throws(TLSError) in
            var done = 0
            while done < memory.count {
                ERR_clear_error()
                let result = unsafe SSL_read(
                    ssl, memory.baseAddress?.advanced(by: done), Int32(memory.count - done))
                if result <= 0 {
                    // The end, if it is that, is told again when nothing comes before it.
                    _ = try check(result, "TLS read")
                    break
                }
                done += Int(result)
            }
            return done
        }
    }

    /// Encrypts bytes into `output`, which must be open, as far as there is room; at most one
    /// record a call.
    func send(_ bytes: RawSpan) throws(TLSError) -> SocketCalls.Progress {
        ERR_clear_error()
        let result = unsafe bytes.withUnsafeBytes { bytes -> Int32 in
            guard let base = bytes.baseAddress else { return 0 }
            return unsafe SSL_write(ssl, base, Int32(clamping: bytes.count))
        }
        if result > 0 { return .bytes(Int(result)) }
        guard try check(result, "TLS write") == .wouldBlock else {
            throw TLSError("TLS write: the peer went away")
        }
        return .wouldBlock
    }

    /// Encrypts the notice that nothing more will be sent.
    func sayGoodbye() {
        // OpenSSL forbids it after a failure.
        guard isEstablished && !isBroken else { return }
        ERR_clear_error()
        _ = unsafe SSL_shutdown(ssl)
        ERR_clear_error()
    }

    private enum Verdict { case wouldBlock, ended }

    private func check(_ result: Int32, _ operation: String) throws(TLSError) -> Verdict {
        switch unsafe SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wouldBlock
        case SSL_ERROR_ZERO_RETURN: return .ended
        default:
            isBroken = true
            throw TLSError.last(operation)
        }
    }

    // MARK: Called by OpenSSL

    fileprivate func takeInput(_ bytes: UnsafeMutableRawPointer, _ limit: Int) -> Int? {
        guard let input, !input.isEmpty else { return hasEnded ? 0 : nil }
        let count = min(limit, input.count)
        input.withSpan { span in
            unsafe span.withUnsafeBytes { source in
                guard let base = source.baseAddress else { return }
                unsafe bytes.copyMemory(from: base, byteCount: count)
            }
        }
        input.consume(count)
        return count
    }

    fileprivate func putOutput(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        // Reading may write too (alerts, key updates): that goes out with the next send.
        let output = self.output ?? RawBuffer(capacity: RawBuffer.usualCapacity)
        self.output = output
        return unsafe output.append(RawSpan(_unsafeStart: bytes, byteCount: count))
    }
}

/// The kind of BIO that is a session's two buffers.
///
/// Sound because the method is complete before it is first used, and never changed or freed.
@safe private final class BufferBIO: @unchecked Sendable {
    static let shared = BufferBIO()
    let method: OpaquePointer

    private init() {
        guard let method = unsafe BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "apus")
        else { preconditionFailure("BIO_meth_new: no memory") }
        unsafe self.method = method
        unsafe BIO_meth_set_read(method) { bio, bytes, count in
            guard let bio = unsafe bio, let bytes = unsafe bytes, count > 0 else { return 0 }
            unsafe apus_bio_clear_retry(bio)
            guard let taken = unsafe session(of: bio)?.takeInput(bytes, Int(count)) else {
                unsafe apus_bio_would_block_reading(bio)
                return -1
            }
            return Int32(taken)
        }
        unsafe BIO_meth_set_write(method) { bio, bytes, count in
            guard let bio = unsafe bio, let bytes = unsafe bytes, count > 0 else { return 0 }
            unsafe apus_bio_clear_retry(bio)
            let put = unsafe session(of: bio)?.putOutput(bytes, Int(count)) ?? 0
            guard put > 0 else {
                unsafe apus_bio_would_block_writing(bio)
                return -1
            }
            return Int32(put)
        }
        unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in
            // Nothing is held back here, so a flush has always been done.
            command == BIO_CTRL_FLUSH ? 1 : 0
        }
    }
}

private func session(of bio: OpaquePointer) -> TLSSession? {
    guard let data = unsafe BIO_get_data(bio) else { return nil }
    return unsafe Unmanaged<TLSSession>.fromOpaque(data).takeUnretainedValue()
}
