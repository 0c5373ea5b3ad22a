// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
package import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Sound because every pointer handed to a system call here points to a local value that
// outlives the call, with its size.

/// A server on 127.0.0.1 that says exactly what a test wants, lies included.
///
/// Every connection is handled by one call of the script on a thread of its own.
package final class ScriptedServer: Sendable {
    package let port: Int
    private let listener: Int32
    private let unixPath: String?
    private let lane = Lane(name: "scripted", threads: 12)

    /// How many connections were accepted.
    package let connections = Atomic(0)

    package init(
        unixPath: String? = nil, _ script: @escaping @Sendable (Conversation) throws -> Void
    ) throws {
        self.unixPath = unixPath
        let listener: Int32
        if let unixPath {
            listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) {
                unsafe $0.copyBytes(from: unixPath.utf8)
            }
            _ = try SystemError.check(
                unsafe withUnsafePointer(to: &address) { pointer in
                    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                    }
                }, "bind")
            port = 0
        } else {
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(listener, $0, size) == 0 && getsockname(listener, $0, &size) == 0
                }
            }
            guard bound else { throw SystemError(errno, "bind") }
            port = Int(UInt16(bigEndian: address.sin_port))
        }
        self.listener = listener
        guard listen(listener, 64) == 0 else { throw SystemError(errno, "listen") }
        Task { [listener, lane, self] in
            _ = try? await lane.run {
                while true {
                    let descriptor = accept(listener, nil, nil)
                    guard descriptor >= 0 else {
                        // Here and not in `stop()`: a number closed there may be another test's
                        // listener by the time this thread accepts again.
                        close(listener)
                        return
                    }
                    self.connections.add(1, ordering: .relaxed)
                    Task {
                        _ = try? await lane.run {
                            let conversation = Conversation(descriptor)
                            defer { conversation.close() }
                            try? script(conversation)
                        }
                    }
                }
            }
        }
    }

    /// Ends the accepting thread.
    package func stop() {
        if let unixPath { unsafe unlink(unixPath) }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// The URL of a path.
    package func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
}

/// One connection of a scripted server.
package final class Conversation: @unchecked Sendable {
    // Used by the script's thread alone.
    private let descriptor: Int32
    private var pending: [UInt8] = []

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    package struct Ended: Error {}

    /// The request's head, with its blank line.
    package func readHead() throws -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = pending.firstRange(of: end) {
                defer { pending.removeSubrange(..<range.upperBound) }
                return String(decoding: pending[..<range.upperBound], as: UTF8.self)
            }
            try fill()
        }
    }

    /// Exactly `count` bytes.
    package func read(_ count: Int) throws -> [UInt8] {
        while pending.count < count { try fill() }
        defer { pending.removeSubrange(..<count) }
        return Array(pending[..<count])
    }

    /// Everything up to and including a text.
    package func read(through text: String) throws -> String {
        while true {
            if let range = pending.firstRange(of: Array(text.utf8)) {
                defer { pending.removeSubrange(..<range.upperBound) }
                return String(decoding: pending[..<range.upperBound], as: UTF8.self)
            }
            try fill()
        }
    }

    /// Waits until the peer closes.
    package func waitForEnd() {
        while (try? fill()) != nil { pending = [] }
    }

    package func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    package func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Ended() }
            rest = rest.dropFirst(count)
        }
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count > 0 else { throw Ended() }
        pending += buffer[..<count]
    }
}
