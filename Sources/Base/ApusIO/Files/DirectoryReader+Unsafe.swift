// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open directory, read entry by entry; closed when the last reference goes.
///
/// Sound because the stream is closed once, in `deinit`, and entries are copied before the next
/// call; not for two threads at a time, which is the one owner's business: hence
/// `@unchecked Sendable`.
@safe public final class DirectoryReader: @unchecked Sendable {
    #if canImport(Glibc)
        private let stream: OpaquePointer
    #else
        private let stream: UnsafeMutablePointer<DIR>
    #endif

    /// opendir(3), on the calling thread, which may block.
    public init(_ path: String) throws(SystemError) {
        guard let opened = unsafe opendir(path) else {
            throw SystemError(errno, "opendir \(path)")
        }
        unsafe stream = opened
    }

    deinit {
        _ = unsafe closedir(stream)
    }

    /// The name of the next entry as its bytes, `.` and `..` left out; nil after the last.
    ///
    /// Names on Linux are bytes: they need not be UTF-8.
    public func next() throws(SystemError) -> Bytes? {
        try nextEntry()?.name
    }

    /// The next entry with its kind, links not followed, where the directory tells it; nil after
    /// the last.
    public func nextEntry() throws(SystemError) -> (name: Bytes, kind: FileStatus.Kind?)? {
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw SystemError(errno, "readdir") }
                return nil
            }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe Self.bytes(UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            if name.count <= 2, name == Bytes(".") || name == Bytes("..") { continue }
            return (name, unsafe Self.kind(Int(entry.pointee.d_type)))
        }
    }

    private static func kind(_ type: Int) -> FileStatus.Kind? {
        switch type {
        case Int(DT_UNKNOWN): nil
        case Int(DT_REG): .regular
        case Int(DT_DIR): .directory
        case Int(DT_LNK): .symbolicLink
        default: .other
        }
    }

    private static func bytes(_ text: UnsafePointer<CChar>) -> Bytes {
        let length = unsafe strlen(text)
        return unsafe Bytes([UInt8](UnsafeRawBufferPointer(start: text, count: length)))
    }
}
