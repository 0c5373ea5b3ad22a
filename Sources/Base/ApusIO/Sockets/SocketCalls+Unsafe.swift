// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The socket calls, none of which blocks (but `connect`).
///
/// Sound because every pointer is lent for the length of one call.
package enum SocketCalls {
    /// What a call that does not block did.
    package enum Progress {
        /// It moved this many bytes; 0 is the end when receiving.
        case bytes(Int)
        case wouldBlock

        init(_ result: Int, _ operation: String) throws(SystemError) {
            if result >= 0 {
                self = .bytes(result)
            } else if -result == Int(EAGAIN) {
                self = .wouldBlock
            } else {
                throw SystemError(Int32(-result), operation)
            }
        }
    }

    /// Listens; a TCP port may be shared by several sockets.
    package static func listen(
        _ address: ListenAddress, sharesPort: Bool, backlog: Int32 = 1024
    ) throws(SystemError) -> Int32 {
        switch address {
        case .tcp(let host, let port):
            guard let port = UInt16(exactly: port) else {
                throw SystemError(EINVAL, "listen on \(address)")
            }
            return try SystemError.check(
                unsafe apus_listen_tcp(host, port, backlog, sharesPort ? 1 : 0),
                "listen on \(address)")
        case .unix(let path, let mode):
            return try SystemError.check(
                unsafe apus_listen_unix(path, backlog, mode), "listen on \(address)")
        }
    }

    /// Takes over a socket that somebody else has bound and listens on.
    package static func adopt(_ descriptor: Int32) throws(SystemError) -> ListenAddress {
        _ = try SystemError.check(
            apus_adopt_listener(descriptor), "take over listening descriptor \(descriptor)")
        let (host, port) = try boundPort(descriptor)
        return port == 0 ? .unix(path: host) : .tcp(host: host, port: port)
    }

    /// Where a TCP socket is bound.
    package static func boundPort(_ descriptor: Int32) throws(SystemError) -> (String, Int) {
        var host = [CChar](repeating: 0, count: Int(apus_host_capacity))
        var port: UInt16 = 0
        _ = try SystemError.check(
            unsafe apus_bound_name(descriptor, &host, host.count, &port), "getsockname")
        return (text(host), Int(port))
    }

    /// Takes the next connection, with its far end; nil when there is none yet.
    package static func accept(
        _ listener: Int32
    ) throws(SystemError) -> (descriptor: Int32, host: String, port: Int)? {
        var host = [CChar](repeating: 0, count: Int(apus_host_capacity))
        var port: UInt16 = 0
        let descriptor = unsafe apus_accept(listener, &host, &port)
        if descriptor == -EAGAIN { return nil }
        _ = try SystemError.check(descriptor, "accept")
        return (descriptor, text(host), Int(port))
    }

    /// Connects, waiting for it: for tools and tests, never on a loop.
    package static func connect(_ address: ListenAddress) throws(SystemError) -> Int32 {
        switch address {
        case .tcp(let host, let port):
            try SystemError.check(
                unsafe apus_connect_tcp(host, UInt16(port)), "connect to \(address)")
        case .unix(let path, _):
            try SystemError.check(unsafe apus_connect_unix(path), "connect to \(address)")
        }
    }

    /// Receives into the room of a buffer.
    static func receive(
        _ descriptor: Int32, into buffer: RawBuffer
    ) throws(SystemError) -> Progress {
        var result = 0
        _ = unsafe buffer.fill { memory, room in
            result = unsafe Int(apus_receive(descriptor, memory, room))
            return max(0, result)
        }
        return try Progress(result, "recv")
    }

    /// Receives into bytes of their own, allocated for `limit` of them; nil when nothing is there.
    static func receive(_ descriptor: Int32, upTo limit: Int) throws(SystemError) -> Bytes? {
        var result = 0
        let bytes = unsafe Bytes(capacity: limit) { memory in
            guard let base = memory.baseAddress else { return 0 }
            result = unsafe Int(apus_receive(descriptor, base, memory.count))
            return max(0, result)
        }
        guard case .bytes = try Progress(result, "recv") else { return nil }
        return bytes
    }

    /// How many bytes that were sent the peer's system has not taken; 0 when nobody can tell.
    static func unsentBytes(_ descriptor: Int32) -> Int {
        max(0, Int(apus_unsent(descriptor)))
    }

    /// Sends the bytes of a buffer and removes what was sent.
    static func send(
        _ descriptor: Int32, _ buffer: RawBuffer, more: Bool
    ) throws(SystemError) -> Progress {
        let result = buffer.withSpan { span in
            unsafe span.withUnsafeBytes { bytes in
                unsafe Int(
                    apus_send(descriptor, bytes.baseAddress, bytes.count, nil, 0, more ? 1 : 0))
            }
        }
        if result > 0 { buffer.consume(result) }
        return try Progress(result, "send")
    }

    /// Sends two runs of bytes in one call.
    static func send(
        _ descriptor: Int32, _ first: RawSpan, _ second: RawSpan, more: Bool
    ) throws(SystemError) -> Progress {
        let result = unsafe first.withUnsafeBytes { first in
            unsafe second.withUnsafeBytes { second in
                unsafe Int(
                    apus_send(
                        descriptor, first.baseAddress, first.count, second.baseAddress,
                        second.count, more ? 1 : 0))
            }
        }
        return try Progress(result, "send")
    }

    /// Sends a part of a file; 0 bytes when the file ends before it.
    static func sendFile(
        _ descriptor: Int32, _ file: Int32, _ range: Range<UInt64>
    ) throws(SystemError) -> Progress {
        try Progress(
            Int(apus_send_file(descriptor, file, range.lowerBound, range.count)), "sendfile")
    }

    /// Reads what the page cache has of a part of a file into the room of a buffer.
    ///
    /// - Returns: `.wouldBlock` when nothing at the start of the part is in memory; nil where
    ///   the file system cannot tell.
    static func readCached(
        _ file: Int32, at offset: UInt64, count: Int, into buffer: RawBuffer
    ) throws(SystemError) -> Progress? {
        var result = 0
        _ = unsafe buffer.fill { memory, room in
            result = unsafe Int(apus_read_cached(file, memory, min(room, count), offset))
            return max(0, result)
        }
        if -result == Int(EOPNOTSUPP) || -result == Int(ENOSYS) { return nil }
        return try Progress(result, "read")
    }

    /// Says that nothing more will be sent.
    package static func shutDownSending(_ descriptor: Int32) {
        _ = apus_shutdown_sending(descriptor)
    }

    /// Removes a Unix socket's name.
    package static func unlink(_ path: String) {
        #if canImport(Glibc)
            _ = unsafe Glibc.unlink(path)
        #else
            _ = unsafe Darwin.unlink(path)
        #endif
    }

    static func resetOnClose(_ descriptor: Int32) {
        _ = apus_reset_on_close(descriptor)
    }

    private static func text(_ characters: [CChar]) -> String {
        let end = characters.firstIndex(of: 0) ?? characters.count
        return String(
            decoding: characters[..<end].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
