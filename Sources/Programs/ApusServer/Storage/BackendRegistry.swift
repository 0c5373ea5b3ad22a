// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusArchiveBackend
import ApusBytes
import ApusDigest
import ApusFileBackend
import ApusIO
import ApusMemoryBackend
import ApusPackedBackend
public import ApusStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The groups of back-ends that a program knows, by name.
///
/// A value: a program makes one, registers what it was linked with, and reads configurations with
/// it. Libraries that those name are added while they are read.
public struct BackendRegistry: Sendable {
    private var groups: [String: BackendGroup] = [:]
    /// The libraries that are loaded, by path, and what they offer.
    private var libraries: [String: String] = [:]

    /// The groups that come with apusd. A new one is a line here.
    public init() {
        let caches = [FileBackend.group, PackedBackend.group]
        let builtIn = caches + [MemoryBackend.group, ArchiveGroup.group(caches: caches)]
        groups = Dictionary(builtIn.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Adds a group.
    ///
    /// - Throws: `ServerError` when there is one of its name, or the name cannot be used.
    public mutating func register(_ group: BackendGroup) throws(ServerError) {
        guard BackendSettings.isSound(group.name) else {
            throw ServerError(
                "a back-end's name has small letters, digits and dashes only: \(group.name)")
        }
        guard groups[group.name] == nil else {
            throw ServerError("there are two back-ends called \(group.name)")
        }
        groups[group.name] = group
    }

    /// The group of a name.
    public subscript(name: String) -> BackendGroup? { groups[name] }

    /// Every name, in order.
    public var names: [String] { groups.keys.sorted() }

    /// Loads a shared library and adds its group, once. Blocks.
    ///
    /// - Returns: the name of its group.
    /// - Throws: `ServerError` when it cannot be opened, is not a back-end, was made for another
    ///   version of the interface or by another compiler, or its group's name is taken.
    mutating func load(library path: String) throws(ServerError) -> String {
        if let known = libraries[path] { return known }
        let library: SharedLibrary
        do throws(SharedLibrary.LoadError) {
            library = try SharedLibrary(path)
        } catch {
            throw ServerError("the library \(path) cannot be loaded: \(error.description)")
        }
        guard let text = library.text("apus_backend_interface") else {
            throw ServerError("\(path) is not a back-end: it has no apus_backend_interface")
        }
        try LibraryInterface(text).check(path)
        guard let box = library.makeObject("apus_backend_make") as? BackendGroupBox else {
            throw ServerError("\(path) is not a back-end: it makes no group")
        }
        try register(box.group)
        libraries[path] = box.group.name
        return box.group.name
    }
}

/// What a library says that it was made for.
struct LibraryInterface {
    private var fields: [Substring: Substring] = [:]

    init(_ text: String) {
        for field in text.split(separator: ";") {
            let words = field.split(separator: " ")
            if words.count == 2 { fields[words[0]] = words[1] }
        }
    }

    /// Refuses a library that this program cannot use.
    func check(_ path: String, modules: String? = LoadedModules.digest) throws(ServerError) {
        let again = "; make it again with the apusd-build-backend of this apusd"
        let version = fields["apus-backend"].flatMap { Int($0) }
        guard version == BackendInterface.version else {
            throw ServerError(
                "\(path) was made for version \(version.map { "\($0)" } ?? "?") of the interface "
                    + "of back-ends, and this apusd has \(BackendInterface.version)" + again)
        }
        let compiler = fields["compiler"] ?? "?"
        guard compiler.hasPrefix(BackendInterface.compiler) else {
            throw ServerError(
                "\(path) was made by the compiler \(compiler), and this apusd by "
                    + BackendInterface.compiler + again)
        }
        // Without the modules at hand nobody can make a library for this apusd either.
        if let modules, let own = fields["modules"], own != modules {
            throw ServerError(
                "\(path) was made for another build of apusd" + again)
        }
    }
}

/// The modules that libraries for this program are made with, when they are beside it.
enum LoadedModules {
    /// A digest over all of them; nil when they are not there.
    static var digest: String? {
        guard let program = ProcessFacts.executablePath else { return nil }
        let folder = program.split(separator: "/").dropLast()
        let places = [folder.dropLast() + ["lib", "apus", "modules"], folder + ["Modules"]]
        return places.lazy.compactMap { digest(in: "/" + $0.joined(separator: "/")) }.first
    }

    /// The digest of those in a folder, as `apusd-build-backend` has it; nil when one is missing.
    static func digest(in folder: String) -> String? {
        var digest = Digest(.sha256)
        for module in BackendInterface.modules {
            guard
                let descriptor = try? FileCalls.open(
                    "\(folder)/\(module).swiftmodule", flags: O_RDONLY)
            else { return nil }
            defer { FileCalls.close(descriptor) }
            guard let size = try? FileCalls.status(of: descriptor).sizeBytes,
                let bytes = try? FileCalls.read(descriptor, at: 0, count: Int(size))
            else { return nil }
            digest.update(bytes)
        }
        return Hexadecimal.encode(digest.finish())
    }
}
