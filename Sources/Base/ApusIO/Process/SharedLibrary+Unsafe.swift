// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A shared library, opened for the life of the process.
///
/// Never closed: what it has made may live for as long as the process, and Swift's metadata of it
/// does. Sound because a handle of dlopen(3) is only handed back to dlsym(3).
@safe public struct SharedLibrary: @unchecked Sendable {
    /// Why a library cannot be used, in the words of the dynamic linker.
    public struct LoadError: Error, CustomStringConvertible {
        /// What the loader says.
        public let description: String
    }

    private let handle: UnsafeMutableRawPointer

    /// Opens a library; its symbols are found in the program before anything else. Blocks.
    public init(_ path: String) throws(LoadError) {
        guard let opened = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw Self.lastError(path)
        }
        unsafe handle = opened
    }

    /// A constant text; nil when there is no such symbol.
    ///
    /// - Parameter symbol: names a `const char []` that ends with a NUL, which is the library's
    ///   promise: nothing of it runs.
    public func text(_ symbol: String) -> String? {
        guard let address = unsafe dlsym(handle, symbol) else { return nil }
        return unsafe String(cString: address.assumingMemoryBound(to: CChar.self))
    }

    /// Calls a function without arguments that answers a retained object; nil when there is none.
    ///
    /// - Parameter symbol: names a C function of that shape; the caller has made sure that the
    ///   library is one whose functions of that name have it.
    public func makeObject(_ symbol: String) -> AnyObject? {
        typealias Maker = @convention(c) () -> UnsafeMutableRawPointer?
        guard let address = unsafe dlsym(handle, symbol) else { return nil }
        let make = unsafe unsafeBitCast(address, to: Maker.self)
        guard let object = unsafe make() else { return nil }
        return unsafe Unmanaged<AnyObject>.fromOpaque(object).takeRetainedValue()
    }

    private static func lastError(_ path: String) -> LoadError {
        LoadError(description: unsafe dlerror().map { unsafe String(cString: $0) } ?? path)
    }
}
