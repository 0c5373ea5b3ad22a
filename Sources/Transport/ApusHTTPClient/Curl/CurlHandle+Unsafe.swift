// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusHTTP
import ApusIO
import CCurl

/// One of libcurl's easy handles with what its transfer lends to libcurl.
///
/// Sound because the handle, its error buffer and its list of header fields are freed only here,
/// in `deinit` or after the loop has taken the handle out of its multi handle; texts are copied
/// by libcurl. Used by the loop's thread alone.
@safe final class CurlHandle {
    /// What requests have in common that differ in nothing else but path, fields and body.
    private struct Shape: Equatable {
        let origin: Origin
        let method: Method
        let sendsTogether: Bool
    }

    let easy: UnsafeMutableRawPointer
    /// Whether a callback, which may not do it itself, wants the transfer to go on.
    var mustResume = false
    private let errorText: UnsafeMutablePointer<CChar>
    private var fields = FieldList()
    /// What the handle is ready for; nil for what is no use to a later request.
    private var shape: Shape?
    /// What comes before the path in URLs of that shape.
    private var base = ""

    init() throws(TransportError) {
        guard let easy = unsafe curl_easy_init() else {
            throw TransportError(.badRequest, "libcurl has no handle to give")
        }
        unsafe self.easy = easy
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe errorText.deallocate()
    }

    /// Readies the handle for a request.
    func prepare(_ known: CurlTransfer, _ setup: CurlSetup) throws(TransportError) {
        mustResume = false
        unsafe errorText[0] = 0
        let request = known.transfer.request
        guard let origin = request.origin else {
            throw TransportError(.badRequest, "The request does not say where to")
        }
        try Self.check(target: request.target)
        let together = bodyToSendTogether(known.transfer)
        let isUsual =
            !known.transfer.isTunnel && request.target != "*"
            && (together != nil
                || request.body.lengthBytes == 0
                    && (request.method == .get || request.method == .head))
        let shape = Shape(
            origin: origin, method: request.method, sendsTogether: together != nil)
        if !isUsual || shape != self.shape {
            self.shape = nil
            try prepareAnew(for: known, origin, together: together, setup)
            if isUsual { self.shape = shape }
        }
        set(CURLOPT_URL, base + (request.target == "*" ? "/" : request.target))
        try setFields(request.headers, hasBodyOfItsOwn: together != nil)
        if let together {
            unsafe _ = apus_curl_set_offset(
                easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(together.count))
            unsafe together.withUnsafeBytes { bytes in
                // libcurl copies so many bytes and changes none.
                unsafe _ = apus_curl_set_pointer(
                    easy, CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
        }
        let context = unsafe Unmanaged.passUnretained(known).toOpaque()
        unsafe _ = apus_curl_set_pointer(easy, CURLOPT_PRIVATE, context)
        unsafe _ = apus_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        unsafe _ = apus_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        unsafe _ = apus_curl_set_pointer(easy, CURLOPT_READDATA, context)
        unsafe _ = apus_curl_set_pointer(easy, CURLOPT_SEEKDATA, context)
    }

    /// Sets what does not change from one request to the next of the same shape.
    private func prepareAnew(
        for known: CurlTransfer, _ origin: Origin, together: Bytes?, _ setup: CurlSetup
    ) throws(TransportError) {
        let request = known.transfer.request
        unsafe curl_easy_reset(easy)
        set(CURLOPT_NOSIGNAL, 1)
        unsafe _ = apus_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, setup.connectMilliseconds)
        if setup.totalMilliseconds > 0 { set(CURLOPT_TIMEOUT_MS, setup.totalMilliseconds) }
        // Fewer, larger reads where much may come. libcurl makes and frees the buffer for every request:
        // from 64 KiB on, glibc would tidy up its heap each time.
        set(CURLOPT_BUFFERSIZE, request.method == .get ? 60 * 1024 : 16 * 1024)

        try setPlace(origin, request.target, setup)
        if known.transfer.isTunnel {
            set(CURLOPT_CONNECT_ONLY, 1)
            set(CURLOPT_HTTPPROXYTUNNEL, 1)
            set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        }
        if together != nil {
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        } else {
            setMethod(request)
        }
        if origin.isSecure { try setTLS(setup) }
        unsafe _ = apus_curl_set_data_function(
            easy, CURLOPT_HEADERFUNCTION, CurlTransfer.onHeader)
        unsafe _ = apus_curl_set_data_function(easy, CURLOPT_WRITEFUNCTION, CurlTransfer.onBody)
        unsafe _ = apus_curl_set_data_function(easy, CURLOPT_READFUNCTION, CurlTransfer.onSend)
        unsafe _ = apus_curl_set_seek_function(easy, CurlTransfer.onSeek)
    }

    /// Lets a paused transfer go on; may call back at once.
    func resume() {
        unsafe _ = curl_easy_pause(easy, CURLPAUSE_CONT)
    }

    /// Drops what the last request lent, once the handle is out of the multi handle.
    func forget() {
        unsafe _ = apus_curl_set_list(easy, CURLOPT_HTTPHEADER, nil)
        fields.removeAll()
    }

    /// The socket of a connection that is used as it is.
    var socket: curl_socket_t? {
        let socket = unsafe apus_curl_active_socket(easy)
        return socket < 0 ? nil : socket
    }

    /// What went wrong, in libcurl's words.
    func message(_ result: CURLcode) -> String {
        let own = unsafe String(cString: errorText)
        return own.isEmpty ? unsafe String(cString: curl_easy_strerror(result)) : own
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe _ = apus_curl_set_long(easy, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        unsafe _ = apus_curl_set_text(easy, option, value)
    }

    private static func check(target: String) throws(TransportError) {
        let bytes = target.utf8.span
        var isSound = !bytes.isEmpty && (bytes[0] == UInt8(ascii: "/") || target == "*")
        for position in bytes.indices {
            let byte = bytes[position]
            if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "#") { isSound = false }
        }
        guard isSound else {
            throw TransportError(.badRequest, "Not a path to request: \(target)")
        }
    }

    private func setPlace(
        _ origin: Origin, _ target: String, _ setup: CurlSetup
    ) throws(TransportError) {
        let socket = origin.port == 0 ? origin.host : setup.unixSocketPath
        var host = origin.host
        if let socket {
            set(CURLOPT_UNIX_SOCKET_PATH, socket)
            if origin.port == 0 { host = "localhost" }
        }
        if host.utf8.contains(UInt8(ascii: ":")) { host = "[\(host)]" }
        let isHostSound = host.utf8.allSatisfy { byte in
            byte > 0x20 && byte != 0x7F && !"/?#@\\%".utf8.contains(byte)
        }
        guard !host.isEmpty, isHostSound else {
            throw TransportError(.badRequest, "Not a host to connect to: \(origin.host)")
        }
        let port = origin.port == 0 ? "" : ":\(origin.port)"
        base = "\(origin.isSecure ? "https" : "http")://\(host)\(port)"
        if target == "*" { set(CURLOPT_REQUEST_TARGET, "*") }
        // An object may be called `..`; its path is not a way to another one.
        set(CURLOPT_PATH_AS_IS, 1)

        switch setup.proxy {
        case _ where socket != nil: set(CURLOPT_PROXY, "")
        case .environment: break
        case .none: set(CURLOPT_PROXY, "")
        case .url(let url): set(CURLOPT_PROXY, url)
        }
        let wantsHTTP2 = setup.offersHTTP2 && origin.isSecure
        set(
            CURLOPT_HTTP_VERSION,
            wantsHTTP2 ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
    }

    /// A small body that is all there goes out with the head, in one call of the system, and comes
    /// to the server in one.
    private func bodyToSendTogether(_ transfer: Transfer) -> Bytes? {
        let request = transfer.request
        guard request.method == .put || request.method == .post, request.headers["Expect"] == nil
        else { return nil }
        return transfer.takeWhole(limitBytes: 32 * 1024)
    }

    private func setMethod(_ request: Request) {
        let length = request.body.lengthBytes
        let sendsLength = request.method == .put || request.method == .post
        if length != 0 || sendsLength || request.method == .patch {
            set(CURLOPT_UPLOAD, 1)
            unsafe _ = apus_curl_set_offset(
                easy, CURLOPT_INFILESIZE_LARGE, length.map { curl_off_t(clamping: $0) } ?? -1)
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        } else if request.method == .head {
            set(CURLOPT_NOBODY, 1)
        } else if request.method != .get {
            set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    private func setFields(
        _ headers: Headers, hasBodyOfItsOwn: Bool
    ) throws(TransportError) {
        for field in headers {
            switch field.name.utf8.count {
            case 14 where Headers.areEqual(field.name, "Content-Length"): continue
            case 17 where Headers.areEqual(field.name, "Transfer-Encoding"): continue
            case 10 where Headers.areEqual(field.name, "Connection"): continue
            default: break
            }
            guard Self.isSound(name: field.name), Self.isSound(value: field.value) else {
                throw TransportError(.badRequest, "The header field \(field.name) cannot be sent")
            }
            fields.append(field.name, field.value)
        }
        // What libcurl would add by itself.
        if headers["Accept"] == nil { fields.appendAbsence(of: "Accept") }
        if headers["Expect"] == nil { fields.appendAbsence(of: "Expect") }
        if hasBodyOfItsOwn, headers["Content-Type"] == nil {
            fields.appendAbsence(of: "Content-Type")
        }
        unsafe _ = apus_curl_set_list(easy, CURLOPT_HTTPHEADER, fields.head)
    }

    private static func isSound(name: String) -> Bool {
        let bytes = name.utf8.span
        for position in bytes.indices {
            let byte = bytes[position]
            if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: ":") { return false }
        }
        return !bytes.isEmpty
    }

    private static func isSound(value: String) -> Bool {
        Bytes.withSpan(of: value) { $0.firstControl(from: 0) == $0.byteCount }
    }

    private func setTLS(_ setup: CurlSetup) throws(TransportError) {
        let tls = setup.tls
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = tls.authorityFile { set(CURLOPT_CAINFO, file) }
        if let file = tls.certificateFile {
            set(CURLOPT_SSLCERT, file)
            set(CURLOPT_SSLKEY, tls.keyFile ?? file)
        }
        if let key = setup.pinnedPublicKey { set(CURLOPT_PINNEDPUBLICKEY, key) }
        if tls.isInsecure {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let pin = setup.pin {
            // The pin is the whole of the check, so the name need not match.
            set(CURLOPT_SSL_VERIFYPEER, 1)
            set(CURLOPT_SSL_VERIFYHOST, 0)
            unsafe _ = apus_curl_set_tls_function(easy, CertificatePin.onContext)
            unsafe _ = apus_curl_set_pointer(
                easy, CURLOPT_SSL_CTX_DATA, Unmanaged.passUnretained(pin).toOpaque())
        }
    }
}
