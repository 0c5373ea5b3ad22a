// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import CCurl

/// The thread's side of a transfer, and the context of its libcurl callbacks.
///
/// Sound because libcurl calls back only while the handle is in the loop's multi handle, and
/// the loop's `active` holds this object for exactly that long; buffers that callbacks get are
/// not kept. Used by the loop's thread alone.
@safe final class CurlTransfer {
    let transfer: Transfer
    let handle: CurlHandle
    var lastMove: ContinuousClock.Instant
    /// Whether the loop knows that tasks may have to be woken.
    var isTouched = false

    private let touch: (CurlTransfer) -> Void
    private var head = ResponseHeadReader()
    /// Why a callback stopped the transfer.
    private var refusal: TransportError?
    /// What a tunnel's socket has not taken yet.
    private var unsent = Bytes()
    /// Why a tunnel takes nothing more; what its peer has sent before is still read.
    private var sendFailure: CURLcode?

    init(
        _ transfer: Transfer, _ handle: CurlHandle, at now: ContinuousClock.Instant,
        touch: @escaping (CurlTransfer) -> Void
    ) {
        self.transfer = transfer
        self.handle = handle
        lastMove = now
        self.touch = touch
    }

    /// The transfer whose handle this is.
    static func of(_ easy: UnsafeMutableRawPointer) -> CurlTransfer? {
        guard let context = unsafe apus_curl_get_private(easy) else { return nil }
        return unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Where the request goes, for messages.
    var place: String {
        guard let origin = transfer.request.origin else { return "" }
        return origin.port == 0 ? origin.host : "\(origin.host):\(origin.port)"
    }

    func end(_ result: Result<Void, any Error>) {
        handle.forget()
        transfer.finish(result)
    }

    // MARK: What libcurl calls

    static let onHeader: apus_curl_data_function = { buffer, size, count, context in
        guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
        let known = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        let line = unsafe UnsafeRawBufferPointer(start: buffer, count: size * count)
        return unsafe known.takeHeader(line) ? line.count : 0
    }

    static let onBody: apus_curl_data_function = { buffer, size, count, context in
        guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
        let known = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        let bytes = unsafe UnsafeRawBufferPointer(start: buffer, count: size * count)
        known.moved()
        let isTaken = known.transfer.receive { unsafe $0.append(contentsOf: bytes) }
        return isTaken ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
    }

    static let onSend: apus_curl_data_function = { buffer, size, count, context in
        guard let buffer = unsafe buffer, let context = unsafe context else {
            return Int(CURL_READFUNC_ABORT)
        }
        let known = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        known.moved()
        switch known.transfer.send(limit: size * count) {
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { source in
                unsafe UnsafeMutableRawPointer(buffer).copyMemory(
                    from: source.baseAddress ?? UnsafeRawPointer(buffer), byteCount: source.count)
            }
            return bytes.count
        case .wait: return Int(CURL_READFUNC_PAUSE)
        case .end: return 0
        }
    }

    static let onSeek: curl_seek_callback = { context, offset, whence in
        guard let context = unsafe context, offset == 0, whence == 0 else {
            return CURL_SEEKFUNC_CANTSEEK
        }
        let known = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
        return known.transfer.rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_CANTSEEK
    }

    /// Notes that something came or went; the loop looks at the clock once a turn, for all.
    private func moved() {
        if !isTouched { touch(self) }
    }

    private func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        moved()
        do throws(TransportError) {
            guard let (status, headers) = try unsafe head.take(line.bytes) else { return true }
            // Nothing wakes a paused upload whose peer has refused it, so the handle is told
            // to go on; libcurl then sees that sending is over.
            if transfer.receive(status, headers) == .resumeSending { handle.mustResume = true }
            return true
        } catch {
            refusal = error
            return false
        }
    }

    // MARK: Tunnels

    /// What a tunnel waits for.
    var wants: (receiving: Bool, sending: Bool) {
        let wants = transfer.wants
        return (wants.receiving, sendFailure == nil && (wants.sending || !unsent.isEmpty))
    }

    /// Tells the caller that its connection stands.
    func connected() {
        _ = transfer.receive(.ok, [:])
        transfer.deliver()
    }

    /// Moves what can be moved now in both directions.
    ///
    /// - Returns: how the tunnel has ended, when it has.
    func pump() -> Result<Void, any Error>? {
        defer { transfer.deliver() }
        while sendFailure == nil {
            if unsent.isEmpty {
                guard case .bytes(let bytes) = transfer.send(limit: Self.tunnelBytes) else {
                    break
                }
                unsent = bytes
            }
            var sent = 0
            let result = unsafe unsent.withUnsafeBytes { bytes in
                unsafe curl_easy_send(handle.easy, bytes.baseAddress, bytes.count, &sent)
            }
            if result == CURLE_AGAIN { break }
            guard result == CURLE_OK else {
                sendFailure = result
                break
            }
            unsent = unsent[sent..<unsent.count]
        }
        while true {
            var count = 0
            var result = CURLE_AGAIN
            let isTaken = transfer.receive { received in
                let start = received.count
                received.append(contentsOf: repeatElement(0, count: Self.tunnelBytes))
                result = unsafe received.withUnsafeMutableBytes { bytes in
                    unsafe curl_easy_recv(
                        handle.easy, bytes.baseAddress.map { unsafe $0 + start },
                        Self.tunnelBytes, &count)
                }
                received.removeLast(Self.tunnelBytes - count)
            }
            guard isTaken else { return nil }
            // Sending fails once the peer has closed: all that it has sent was there before.
            if result == CURLE_AGAIN { return sendFailure.map(verdict) }
            guard result == CURLE_OK else { return verdict(result) }
            if count == 0 { return .success(()) }
        }
    }

    /// How much of a tunnel goes in one call: a record of TLS.
    private static let tunnelBytes = 16 * 1024

    // MARK: How it ended

    /// What libcurl's result means to the caller.
    func verdict(_ result: CURLcode) -> Result<Void, any Error> {
        if result == CURLE_OK { return .success(()) }
        if let refusal { return .failure(refusal) }
        // libcurl speaks of a host and a port where there is only a socket.
        let isAbsent = result == CURLE_COULDNT_CONNECT && transfer.request.origin?.port == 0
        let words = isAbsent ? "nobody answers at this socket" : handle.message(result)
        let detail = "\(place): \(words)"
        guard transfer.hasHead else {
            return .failure(TransportError(CurlFailure.reason(result), detail))
        }
        switch result {
        case CURLE_OPERATION_TIMEDOUT: return .failure(BodyError.timedOut)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return .failure(BodyError.malformed)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_SEND_ERROR:
            return .failure(BodyError.truncated)
        default: return .failure(TransportError(CurlFailure.reason(result), detail))
        }
    }
}

/// What libcurl's results mean.
enum CurlFailure {
    static func reason(_ result: CURLcode) -> TransportError.Reason {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unknownHost
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: .connectionFailed
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            .untrusted
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER,
            CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
            .badRequest
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_SHUTDOWN_FAILED: .tlsFailed
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        // "Unsupported protocol" is what libcurl calls HTTP/0.9, that is, no HTTP at all.
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP2: .malformed
        default: .connectionLost
        }
    }
}
